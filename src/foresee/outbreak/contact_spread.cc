#include "foresee/outbreak/contact_spread.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>
#include <vector>

#include "base/random.h"
#include "foresee/outbreak/contact_buckets.h"
#include "foresee/outbreak/contact_row.h"

namespace outbreak {

namespace {

constexpr std::size_t lanes = ExponentialBlocks::lanes;
constexpr double infinity = std::numeric_limits<double>::infinity();

/// First uses of edges that wait to be put into buckets.
struct Uses {
  static constexpr std::size_t room = 1024;
  std::array<Node, room> node;
  std::array<double, room> at;  ///< in buckets after the start of the open one
  std::size_t count = 0;
};

/// Nodes whose draws are made together.
struct Batch {
  static constexpr std::size_t room = 16;
  std::array<Node, room> node;
  std::array<double, room> at;  ///< in buckets after the start of the open one
  std::array<double, room> inverse_hazard;
  std::array<double, room> scale;
  alignas(64) std::array<std::uint32_t, room * lanes> words;
  alignas(64) std::array<double, room * lanes> exponential;
  alignas(64) std::array<std::int32_t, room * lanes> skip;
};

}  // namespace

class ContactSpread::State {
 public:
  State(const ContactGraph& graph, ContactLaw law) : graph_(graph), law_(std::move(law)) {
    const double nodes = std::max<double>(1, static_cast<double>(graph.nodes()));
    const double per_node = law_.rate * graph.total_weight() / nodes;
    // Narrow enough that few infections fall into the bucket that causes them; wide enough that a bucket of a small
    // outbreak holds more than one. Only speed depends on it.
    const double share = std::clamp(0.02 * std::pow(1e6 / nodes, 0.25), 0.005, 0.1);
    width_ = per_node > 0 ? share / per_node : 1;
    inverse_width_ = 1 / width_;
    skips_ = !graph.weighted() && law_.rate > 0 && law_.stops_after.has_value();
    exponential_ = law_.stops_after && law_.stops_after->kind == base::Distribution::Kind::exponential;
    fixed_ = law_.stops_after && law_.stops_after->kind == base::Distribution::Kind::fixed;
  }

  ContactOutcome run(std::uint64_t seed, std::uint64_t replica, std::span<const Node> seeds,
                     const OnInfections& on_infections, double horizon) {
    begin(seed, replica);
    for (const Node node : seeds) fresh_.push_back(entry_of(0, node));
    ContactOutcome outcome;
    do {
      const double start = static_cast<double>(queue_.number()) * width_;
      if (start > horizon) break;
      settle_bucket();
      finish_bucket(start, on_infections, horizon, outcome);
    } while (next_bucket());
    return outcome;
  }

 private:
  /// A node that is infected within the open bucket by another one of it.
  struct Early {
    double at;
    Node node;
    bool operator<(const Early& other) const { return at != other.at ? at > other.at : node > other.node; }
  };
  struct Settled {
    double at;     ///< in buckets after the start of the open one
    double stops;  ///< how long it spreads
    Node node;
    bool operator<(const Settled& other) const { return at != other.at ? at < other.at : node < other.node; }
  };

  void begin(std::uint64_t seed, std::uint64_t replica) {
    key_ = {seed, replica, base::Purpose::contact, 0, 0};
    infected_.assign((graph_.nodes() + 63) / 64, 0);
    queue_.clear();
    fresh_.clear();
    uses_.count = 0;
  }

  [[nodiscard]] bool is_infected(Node node) const { return (infected_[node / 64] >> (node % 64) & 1) != 0; }

  /// Opens the next bucket and takes from it what is not infected yet.
  bool next_bucket() {
    if (!queue_.open_next()) return false;
    std::size_t count = 0;
    fresh_.resize(0);
    queue_.drain([&](BucketEntry entry) {
      if (count == fresh_.size()) fresh_.resize(count * 2 + 64);
      fresh_[count] = entry;
      count += is_infected(node_of(entry)) ? 0 : 1;
    });
    fresh_.resize(count);
    return true;
  }

  /// All infections of the open bucket, from `fresh_` and from one another.
  void settle_bucket() {
    std::span<BucketEntry> sorted = sort_.sort(fresh_);
    std::size_t count = 0;
    for (const BucketEntry entry : sorted) {  // the first of each node counts
      const Node node = node_of(entry);
      std::uint64_t& word = infected_[node / 64];
      const std::uint64_t bit = std::uint64_t{1} << (node % 64);
      sorted[count] = entry;
      count += (word & bit) == 0 ? 1 : 0;
      word |= bit;
      __builtin_prefetch(graph_.first() + node);
    }
    bucket_ = sorted.first(count);
    stops_.resize(count);
    prefetch_rows(0);
    for (std::size_t from = 0; from < count; from += Batch::room) {
      prefetch_rows(from + Batch::room);
      const std::size_t size = std::min(Batch::room, count - from);
      for (std::size_t i = 0; i < size; ++i) {
        batch_.node[i] = node_of(bucket_[from + i]);
        batch_.at[i] = part_of(bucket_[from + i]);
      }
      draw_batch(size, stops_.data() + from);
    }
    settle_early();
  }

  /// Has the edges of a batch of the open bucket brought near. Inlined by force: the compiler takes a function that
  /// only prefetches for one without effect, and drops calls of it.
  [[gnu::always_inline]] void prefetch_rows(std::size_t from) {
    const std::size_t end = std::min(bucket_.size(), from + Batch::room);
    for (std::size_t i = from; i < end; ++i) {
      const Node* row = graph_.to() + graph_.first()[node_of(bucket_[i])];
      __builtin_prefetch(row);
      __builtin_prefetch(row + 10);
    }
  }

  /// For each node of the batch: draws how long it spreads and which edges it uses when, and queues the uses. In stages
  /// over the whole batch, because one node's chain of operations is long and each stage's are independent.
  void draw_batch(std::size_t size, double* stops) {
    for (std::size_t j = 0; j < size; ++j) {
      key_.subject = batch_.node[j];
      ExponentialBlocks(key_).next_words(batch_.words.data() + j * lanes);
    }
    ExponentialBlocks::from_words(batch_.words.data(), batch_.exponential.data(), size * lanes);
    draw_stops(size, stops);
    for (std::size_t j = 0; j < size; ++j) {
      batch_.inverse_hazard[j] = 1 / (law_.rate * stops[j]);
      batch_.scale[j] = stops[j] * inverse_width_;
    }
    for (std::size_t j = 0; j < size; ++j) {
      const double inverse_hazard = batch_.inverse_hazard[j];
      const double scale = batch_.scale[j];
      const double at = batch_.at[j];
      for (std::size_t i = j * lanes; i < (j + 1) * lanes; ++i) {
        const double position = std::min(batch_.exponential[i] * inverse_hazard, 1e9);
        const double whole = std::floor(position);
        batch_.skip[i] = static_cast<std::int32_t>(whole);
        batch_.exponential[i] = at + (position - whole) * scale;
      }
    }
    for (std::size_t j = 0; j < size; ++j) find_uses(j, stops[j]);
    put_uses();
  }

  /// How long each node of the batch spreads. An exponential time takes the node's last variate of the first block.
  void draw_stops(std::size_t size, double* stops) {
    if (exponential_) {
      const double mean = law_.stops_after->a;
      for (std::size_t j = 0; j < size; ++j) stops[j] = batch_.exponential[j * lanes + lanes - 1] * mean;
    } else if (!law_.stops_after || fixed_) {
      std::fill_n(stops, size, fixed_ ? law_.stops_after->a : infinity);
    } else {
      for (std::size_t j = 0; j < size; ++j) {
        base::Stream stream({key_.seed, key_.replica, base::Purpose::course, batch_.node[j], 0});
        stops[j] = base::draw(*law_.stops_after, stream);
      }
    }
  }

  /// Appends the uses of node j of the batch.
  void find_uses(std::size_t j, double stops) {
    const std::uint32_t begin = graph_.first()[batch_.node[j]];
    const auto degree = static_cast<std::int32_t>(graph_.first()[batch_.node[j] + 1] - begin);
    const double inverse_hazard = batch_.inverse_hazard[j];
    if (degree == 0) return;
    if (!skips_ || !(inverse_hazard < 1 / fine_hazard && inverse_hazard > 1 / sure_hazard)) {
      more_uses(j, 0, stops);
      return;
    }
    if (uses_.count > Uses::room - lanes) put_uses();
    const Node* row = graph_.to() + begin;
    const std::int32_t* skip = batch_.skip.data() + j * lanes;
    Node* node_out = uses_.node.data() + uses_.count;
    double* at_out = uses_.at.data() + uses_.count;
    std::copy_n(batch_.exponential.data() + j * lanes, lanes, at_out);
    // Without a branch on the number of uses, which nothing could guess: all lanes are written, those within the row
    // count.
    std::int32_t edge = 0;
    std::size_t within = 0;
    for (std::size_t i = 0; i < lanes - 1; ++i) {
      edge += skip[i];
      node_out[i] = row[std::min(edge, degree - 1)];
      within += edge < degree ? 1 : 0;
      ++edge;
    }
    uses_.count += within;
    if (within == lanes - 1 && edge < degree) more_uses(j, static_cast<std::size_t>(edge), stops);
  }

  /// Appends the uses among the edges from number `from` on: the general way.
  void more_uses(std::size_t j, std::size_t from, double stops) {
    const Node node = batch_.node[j];
    key_.subject = node;
    ExponentialBlocks variates(key_, 1);
    const std::span<const Node> row = graph_.row(node).subspan(from);
    const auto use = [&](std::size_t edge, double after) {
      if (uses_.count == Uses::room) put_uses();
      uses_.node[uses_.count] = row[edge];
      uses_.at[uses_.count++] = batch_.at[j] + after * inverse_width_;
    };
    if (graph_.weighted()) {
      each_first_use(variates, graph_.weights(node), law_.rate, stops, use);
    } else {
      each_first_use(variates, row.size(), law_.rate, stops, use);
    }
  }

  /// Puts the waiting uses on nodes that are not infected into their buckets.
  void put_uses() {
    for (std::size_t i = 0; i < uses_.count; ++i) {
      const Node node = uses_.node[i];
      const double at = uses_.at[i];
      if (at >= 1 && at < ContactBuckets::window) [[likely]] {
        const auto ahead = static_cast<std::int32_t>(at);
        queue_.push(static_cast<std::uint32_t>(ahead), entry_of(at - ahead, node), !is_infected(node));
      } else if (at < 1) {
        early_.push_back({at, node});
        std::push_heap(early_.begin(), early_.end());
      } else if (!is_infected(node)) {
        queue_.push_far(static_cast<double>(queue_.number()) + at, node);
      }
    }
    uses_.count = 0;
  }

  /// What the open bucket's nodes do to one another.
  void settle_early() {
    extra_.clear();
    moved_ = false;
    while (!early_.empty()) {
      std::pop_heap(early_.begin(), early_.end());
      const Early early = early_.back();
      early_.pop_back();
      std::uint64_t& word = infected_[early.node / 64];
      const std::uint64_t bit = std::uint64_t{1} << (early.node % 64);
      if ((word & bit) == 0) {
        word |= bit;
        extra_.push_back({early.at, redraw(early), early.node});
      } else {
        move_earlier(early);
      }
    }
  }

  /// A node of the open bucket turns out to be infected before the time that it had: all it does happens earlier by the
  /// same time, because its draws are its own. What it was to do later stays in the queue, where it comes too late.
  void move_earlier(const Early& early) {
    for (BucketEntry& entry : bucket_) {
      if (node_of(entry) != early.node) continue;
      if (part_of(entry) <= early.at) return;
      entry = entry_of(early.at, early.node);
      moved_ = true;
      redraw(early);
      return;
    }
  }

  /// Draws for one node alone. Returns how long it spreads.
  double redraw(const Early& early) {
    double stops = 0;
    batch_.node[0] = early.node;
    batch_.at[0] = early.at;
    draw_batch(1, &stops);
    return stops;
  }

  void finish_bucket(double start, const OnInfections& on_infections, double horizon, ContactOutcome& outcome) {
    if (bucket_.empty() && extra_.empty()) return;
    if (!on_infections && start + width_ <= horizon) {
      outcome.infected += bucket_.size() + extra_.size();
      // The last infection: the last of each list, unless some moved.
      double last = 0;
      const std::size_t looked_at = moved_ ? bucket_.size() : std::min<std::size_t>(bucket_.size(), 1);
      for (const BucketEntry entry : bucket_.last(looked_at)) last = std::max(last, part_of(entry));
      if (!extra_.empty()) last = std::max(last, extra_.back().at);
      outcome.last_at = start + last * width_;
      return;
    }
    infections_.clear();
    for (std::size_t i = 0; i < bucket_.size(); ++i) {
      const double at = start + part_of(bucket_[i]) * width_;
      infections_.push_back({at, at + stops_[i], node_of(bucket_[i])});
    }
    for (const Settled& settled : extra_) {
      const double at = start + settled.at * width_;
      infections_.push_back({at, at + settled.stops, settled.node});
    }
    const auto by_time = [](const ContactInfection& a, const ContactInfection& b) {
      return a.at != b.at ? a.at < b.at : a.node < b.node;
    };
    const auto middle = infections_.begin() + static_cast<std::ptrdiff_t>(bucket_.size());
    if (moved_) std::sort(infections_.begin(), middle, by_time);
    std::sort(middle, infections_.end(), by_time);
    std::inplace_merge(infections_.begin(), middle, infections_.end(), by_time);
    while (!infections_.empty() && infections_.back().at > horizon) infections_.pop_back();
    if (infections_.empty()) return;
    outcome.infected += infections_.size();
    outcome.last_at = infections_.back().at;
    if (on_infections) on_infections(infections_);
  }

  const ContactGraph& graph_;
  ContactLaw law_;
  double width_ = 1;  ///< of a bucket, in units of time
  double inverse_width_ = 1;
  bool skips_ = true;  ///< edges are equal, and nodes stop: most edges that are not used can be skipped
  bool exponential_ = false, fixed_ = false;  ///< kind of law_.stops_after

  base::StreamKey key_;
  std::vector<std::uint64_t> infected_;  ///< a bit for each node
  ContactBuckets queue_;
  std::vector<BucketEntry> fresh_;
  BucketSort sort_;
  std::span<BucketEntry> bucket_;  ///< infections of the open bucket that came from earlier buckets, in order of time
  std::vector<double> stops_;
  Batch batch_;
  Uses uses_;
  std::vector<Early> early_;  ///< heap
  std::vector<Settled> extra_;
  bool moved_ = false;
  std::vector<ContactInfection> infections_;
};

ContactSpread::ContactSpread(const ContactGraph& graph, ContactLaw law)
    : state_(std::make_unique<State>(graph, std::move(law))) {}
ContactSpread::ContactSpread(ContactSpread&&) noexcept = default;
ContactSpread& ContactSpread::operator=(ContactSpread&&) noexcept = default;
ContactSpread::~ContactSpread() = default;

ContactOutcome ContactSpread::run(std::uint64_t seed, std::uint64_t replica, std::span<const Node> seeds,
                                  const OnInfections& on_infections, double horizon) {
  return state_->run(seed, replica, seeds, on_infections, horizon);
}

}  // namespace outbreak
