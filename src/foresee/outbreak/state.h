#pragma once
// One replica under way. Private to the room: engine.cc runs it, realise.cc draws it, channels.cc chooses what happens
// next, infection.cc changes devices, entry.cc lets the threat in, reactions.cc lets organisations act.

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/distribution.h"
#include "base/random.h"
#include "foresee/outbreak/alias_table.h"
#include "foresee/outbreak/append.h"
#include "foresee/outbreak/candidates_ahead.h"
#include "foresee/outbreak/delays_ahead.h"
#include "foresee/outbreak/model.h"
#include "foresee/outbreak/parameters.h"
#include "foresee/outbreak/rows.h"
#include "foresee/outbreak/time_buckets.h"

namespace outbreak {

/// Something that will happen at a known time, unless the state at that time forbids it.
struct Scheduled {
  enum class Kind : std::uint64_t {
    spreading,     ///< a = infection
    locked,        ///< a = infection, b = its cohort
    restored,      ///< a = organisation: its hands finished a device
    restoration,   ///< a = organisation: its hands begin
    detected,      ///< a = organisation
    reported,      ///< a = organisation
    isolated,      ///< a = organisation
    disconnected,  ///< a = organisation
    reconnected,   ///< a = organisation, b = number of the cut
    alarm,
    kill_switch,
    signature,  ///< a = organisation
    seed,       ///< a = entry, b = organisation; none: anywhere in the selection
    pressure,   ///< a = entry, b = index of the pressed zone
    supplier,   ///< a = entry, b = position in its organisations
    mail,       ///< a = entry, b = group
    contact,    ///< a = infection that uses the contact, b = device edge
  };
  Scheduled() = default;
  Scheduled(Kind kind, std::uint32_t a, std::uint32_t b)
      : word_{std::uint64_t{b & 0x3fffffffU} << 34 | std::uint64_t{a & 0x1fffffffU} << 5 |
              static_cast<std::uint64_t>(kind)} {}
  [[nodiscard]] Kind kind() const { return static_cast<Kind>(word_ & 31); }
  [[nodiscard]] std::uint32_t a() const { return static_cast<std::uint32_t>(word_ >> 5) & 0x1fffffffU; }
  [[nodiscard]] std::uint32_t b() const { return static_cast<std::uint32_t>(word_ >> 34); }

 private:
  // The queue is as large as the memory that an outbreak moves: one word, and not bit-fields, which are read before
  // they are written.
  std::uint64_t word_ = 0;
};

/// `b` of a seed that may fall anywhere in its selection.
inline constexpr std::uint32_t anywhere = (1U << 30) - 1;

/// A device that was infected. Members of a cohort are interchangeable, so this is all that tells them apart.
struct Infection {
  std::uint32_t cohort : 29 = 0;
  std::uint32_t spreading : 1 = 0;
  std::uint32_t locked : 1 = 0;
  std::uint32_t gone : 1 = 0;        ///< restored or halted: nothing that was scheduled for it counts any more
  Index waits_after = estate::none;  ///< the infection that hands restore after this one
};
static_assert(sizeof(Infection) == 8);  // they are met in no order: the fewer cache lines the better

/// What is scheduled after a delay that is always the same comes in the order in which it was scheduled.
struct InOrder {
  struct Entry {
    double at_s;
    Scheduled what;
  };
  std::vector<Entry> entries;
  std::size_t next = 0;

  /// Infinite when nothing is.
  [[nodiscard]] double next_s() const {
    return next == entries.size() ? std::numeric_limits<double>::infinity() : entries[next].at_s;
  }
  Scheduled take() { return entries[next++].what; }
  void clear() {
    entries.clear();
    next = 0;
  }
};

/// Locked devices that wait for hands, first locked first: a chain through Infection::waits_after.
struct RestorationQueue {
  Index first = estate::none;
  Index last = estate::none;
};

/// How many may spread, at a rate of `each`, before the sum passes `bound`.
inline std::uint32_t most_within(double bound, double each) {
  constexpr double all = 4294967295.0;
  return each > 0 ? static_cast<std::uint32_t>(std::min(all, bound / each * (1 - 1e-9))) : 0xffffffffU;
}

/// A bound for a count that grows one by one: room enough that it is renewed seldom, little enough to refuse seldom.
inline std::uint32_t with_room(std::uint32_t count) {
  return count + count / 8 + 1;
}

/// What every infection asks of its cohort, in half a cache line.
struct alignas(32) Cohort {
  Index group = 0;
  Index zone = 0;
  Index organisation = 0;
  VectorMask mask = 0;  ///< vectors that could infect it
  Index block = 0;
  Index klass = 0;               ///< of the block
  std::uint32_t place = 0;       ///< of the block: see Inside::first
  std::uint32_t infections = 0;  ///< that it had; only with device edges
};
static_assert(sizeof(Cohort) == 32);

struct alignas(16) Zone {
  std::uint32_t spreading = 0;
  std::uint32_t spreading_most = 0;  ///< the channel's bound covers so many
  std::uint32_t cohort_first = 0;    ///< its cohorts that a vector could infect
  std::uint32_t cohort_end = 0;
};

/// What spreads within a zone by one vector.
struct ZoneScan {
  double coefficient = 0;  ///< per second, spreading and susceptible device
  std::uint32_t susceptible = 0;
};

/// The zones of one organisation that are of one realised class.
struct alignas(32) Block {
  Index organisation = 0;
  Index klass = 0;
  std::uint32_t spreading = 0;
  std::uint32_t zone_first = 0;  ///< range in State::block_zones
  std::uint32_t zone_end = 0;
  Index sender = 0;  ///< once Inside::ready
};

/// The blocks of an organisation that do the same to all its blocks.
struct Sender {
  std::uint32_t spreading = 0;
  std::uint32_t pressing = 0;  ///< spreading devices in State::block_pressure when it was last summed up
  std::size_t row = 0;         ///< its row in State::coefficients
};

/// What every event asks of an organisation.
struct alignas(32) Inside {
  bool off = false;       ///< a cut keeps it apart from all others
  bool patches = false;   ///< it has emergency patching
  bool ready = false;     ///< its coefficients and senders are made: not before something spreads
  Index block_first = 0;  ///< its blocks ...
  Index block_end = 0;
  std::uint32_t first = 0;        ///< ... which have places in rows from here on: block by block, vector by vector
  std::uint32_t senders = 0;      ///< how many there are, in State::senders from block_first on
  std::uint32_t susceptible = 0;  ///< devices that some vector could infect
  std::uint32_t spreading = 0;
  std::uint32_t spreading_most = 0;  ///< the channel's bound covers so many, wherever they are
};

/// Emergency patching of an organisation. Nobody sees it but who tries to infect a device: it is settled then.
struct Patching {
  double since_s = 0;         ///< settled up to here; before the first time: not known yet
  std::uint32_t settled = 0;  ///< times
};

/// A realised class over all organisations whose boundary is not cut.
struct ClassTotal {
  std::uint32_t spreading = 0;
  std::uint32_t spreading_bound = 0;
  bool present = false;
};

struct OrganisationState {
  std::optional<threat::Boundary> cut;
  std::uint32_t cut_number = 0;  ///< how many cuts there were
  bool cut_by_detection = false;
  bool detected = false;
  bool reported = false;
  bool alarmed_after = false;  ///< precaution was decided
  bool restores = false;
  std::uint32_t detects_after = 0;  ///< devices locked; 0: never
  std::uint32_t locked_ever = 0;
  std::uint32_t locked_now = 0;
  bool hands_ready = false;
  bool hands_busy = false;
  double restore_gap_s = 0;
};

/// A zone under pressure from outside.
struct PressedZone {
  Index zone = 0;
  std::uint32_t devices = 0;  ///< susceptible to the vector at the start
  double per_head = 0;        ///< successful attempts per second on all of them for one outside device
  double used = 0;            ///< cumulated outside population (device-seconds) up to the next attempt
  base::Stream stream;
};

/// Chooses in proportion to counts of devices among many: made when it is first needed in a replica, and anew when
/// three in ten of the devices are gone.
struct Urn {
  std::uint64_t made_in = 0;  ///< generation
  double least = 0;           ///< made anew when fewer devices are left than this
  AliasTable table;
};

/// What one spreading device of a class does to other organisations, by class and vector.
struct ClassRow {
  std::vector<double> each;  ///< [position in present_classes * vectors + vector] attempts per second on a device
  std::vector<std::uint8_t> at_home;  ///< [the same] rows allow them within the own organisation too
};

struct Engine::State {
  explicit State(const Model::Parts& parts);

  // ---- engine.cc
  const Outbreak* run(std::uint64_t seed, std::uint64_t replica, const std::function<bool()>& should_stop);
  std::vector<std::uint32_t> immune();
  void find_due(double limit_s);
  void fire_due(double limit_s);
  void lock_in_order(double limit_s);
  void lock_from_queue(double limit_s);
  void fire(const Scheduled& due);
  void record(EventKind kind, Index subject, std::uint16_t vector = 0xffff, std::uint8_t boundary = 0) {
    append(out.events, {now, subject, kind, boundary, vector});
  }
  void schedule(double at_s, Scheduled::Kind kind, std::uint32_t a, std::uint32_t b = 0) {
    if (at_s > m.horizon_s) return;
    if (gathered > 0) queue_gathered();  // equal times keep the order in which they were scheduled
    queue.push(at_s, Scheduled(kind, a, b));
    due_s = std::min(due_s, at_s);
  }
  /// The same for an infection's course, of which most is made: the queue takes many at once, in a loop of their own.
  void schedule_course(double at_s, Scheduled::Kind kind, Index infection, Index cohort) {
    if (at_s > m.horizon_s) return;
    if (gathered == gathering.size()) queue_gathered();
    gathering[gathered++] = {at_s, Scheduled(kind, infection, cohort)};
    gathered_s = std::min(gathered_s, at_s);
    due_s = std::min(due_s, at_s);
  }
  void queue_gathered();
  void schedule_in_order(InOrder& list, double at_s, Scheduled::Kind kind, std::uint32_t a, std::uint32_t b = 0) {
    if (at_s > m.horizon_s) return;
    append(list.entries, {at_s, Scheduled(kind, a, b)});
    due_s = std::min(due_s, at_s);
  }
  base::Stream keyed(base::Purpose purpose, std::uint64_t subject, std::uint64_t item) const {
    return base::Stream({seed, out.replica, purpose, subject, item});
  }

  // ---- realise.cc: the estate as this replica finds it
  void realise();
  void realise_cohorts();
  void realise_zones();
  void realise_blocks();
  void realise_places(Inside& own);
  void realise_coefficients();
  void set_organisation_coefficients(Index organisation);
  void make_ready(Index organisation);
  RowMask rows_in_force(Index organisation, RowMask among);

  // ---- channels.cc: rates, and what happens next
  [[nodiscard]] double class_bound(Index klass);
  [[nodiscard]] double edge_rate(Index edge) const;
  void set_zone(Index zone);
  void set_organisation(Index organisation);
  void raise_class(Index klass);
  void raise_edges_of(Index organisation);
  void attempt(CandidatesAhead::Candidate candidate);
  void attempt_in_zone(Index zone, double within);
  void attempt_in_organisation(Index organisation, double within);
  void attempt_from_class(Index klass, double within);
  void attempt_on_class(Index klass, Index target, std::uint32_t vector, bool at_home, double each, double within);
  void attempt_along_edge(Index edge, double within);
  void attempt_on(Index cohort, std::uint32_t vector, double each, double within);
  /// What stands at a place of a list [item * vectors + vector]. Most threats scan in one way only, and to ask that is
  /// quicker than to divide.
  [[nodiscard]] std::pair<Index, std::uint32_t> item_and_vector(std::size_t at) const {
    if (vectors == 1) return {static_cast<Index>(at), 0};
    return {static_cast<Index>(at / vectors), static_cast<std::uint32_t>(at % vectors)};
  }
  void renew_pressure(Index organisation);
  void renew_long_pressure(const Inside& own, std::uint32_t length);
  // `within` is uniform on [0, each * devices to choose from), `each` > 0; a pick leaves in it what is uniform within
  // the choice. To divide by `each` first would take longer.
  Index pick_in_class(Index klass, std::uint32_t vector, double each, double& within);
  Index pick_zone(Index block, std::uint32_t vector, double each, double& within);
  Index pick_cohort(Index zone, std::uint32_t vector, double each, double& within);
  Index pick_cohort_of_many(Index zone, std::uint32_t vector, double each, double& within);
  template <class Weight>
  std::size_t pick_by_urn(std::unique_ptr<Urn>& slot, std::size_t size, double sum, const Weight& weight, double each,
                          double& within);
  void make_class_urn(Urn& urn, Index klass, std::uint32_t vector);
  void make_urn(Urn& urn, double sum);
  const ClassRow& class_row(Index klass) {
    if (class_rows[klass].each.empty()) make_class_row(klass);
    return class_rows[klass];
  }
  void make_class_row(Index klass);

  // ---- infection.cc: what happens to devices
  /// A susceptible device of the cohort was successfully attacked.
  void hit(Index cohort, std::uint16_t vector) {
    if (!kill_switch_on || !is_halted(cohort)) infect(cohort, vector);
  }
  bool is_halted(Index cohort);
  void infect(Index cohort, std::uint16_t vector);
  void take_susceptible(Index cohort, std::uint32_t devices);
  void give_susceptible(Index cohort);
  void make_immune(Index cohort, std::uint32_t devices);
  void begin_spreading(Index infection);
  void spread_from(Index infection, const Cohort& cohort);
  void end_spreading(Index infection);
  void use_contacts(Index infection);
  void use_contact(Index infection, Index edge);
  void schedule_contact(Index infection, Index edge, double at_s);
  [[nodiscard]] double contact_rate(Index edge) const;
  [[nodiscard]] Index open_to(Index group, std::uint32_t vector) const;
  void lock(Index infection, Index cohort);
  void lock_one(Index infection, Index cohort);
  void halt_running();

  // ---- entry.cc
  void schedule_entries();
  void schedule_pressure(Index entry);
  void next_pressure(Index entry, Index pressed);
  void seed_one(Index entry, Index organisation);
  void press(Index entry, Index pressed);
  void supply(Index entry, Index position);
  void mail_one(Index entry, Index group);
  bool hit_any(std::span<const Index> groups, std::uint64_t required, bool inert_too);

  // ---- reactions.cc
  void schedule_reactions();
  void schedule_detection(Index organisation);
  void detect(Index organisation);
  void schedule_report(Index organisation);
  void report(Index organisation);
  void isolate(Index organisation);
  void alarm();
  void disconnect(Index organisation);
  void cut(Index organisation, threat::Boundary boundary, const base::Distribution& lasts_s, base::Stream& stream);
  void set_cut(Index organisation, std::optional<threat::Boundary> boundary);
  void reconnect(Index organisation, std::uint32_t number);
  void begin_restoration(Index organisation);
  void work_on_next(Index organisation);
  void restore_one(Index organisation);
  void sign(Index organisation);
  void settle_patching(Index organisation);
  [[nodiscard]] bool separated(Index from_group, Index to_group) const;
  /// Whether a cut keeps the organisation apart from all others.
  [[nodiscard]] bool off_the_wide(Index organisation) const { return inside[organisation].off; }
  /// Of the block, for the first vector: see Inside::first.
  [[nodiscard]] std::size_t place_of(Index block) const {
    const Inside& own = inside[blocks[block].organisation];
    return own.first + std::size_t{block - own.block_first} * vectors;
  }
  /// Length of the organisation's rows: the places of all its blocks, rounded up.
  [[nodiscard]] std::uint32_t row_of(const Inside& own) const { return row_length(places_of(own)); }
  [[nodiscard]] std::size_t places_of(const Inside& own) const {
    return std::size_t{own.block_end - own.block_first} * vectors;
  }
  [[nodiscard]] std::span<Sender> senders_of(const Inside& own) {
    return std::span(senders).subspan(own.block_first, own.senders);
  }
  [[nodiscard]] std::span<Block> blocks_of(const Inside& own) {
    return std::span(blocks).subspan(own.block_first, own.block_end - own.block_first);
  }

  const Model::Parts& m;
  const estate::Estate& estate;
  const std::uint32_t vectors;
  const bool with_edges;         ///< contacts between groups
  const bool with_device_edges;  ///< ... and between devices
  Parameters parameters;
  RealisedClasses classes;
  CandidatesAhead candidates;
  TimeBuckets<Scheduled> queue;
  std::array<TimeBuckets<Scheduled>::Entry, 32> gathering{};  ///< what goes into the queue before anybody asks it
  std::size_t gathered = 0;
  double gathered_s = 0;            ///< the first time among them; infinite when there are none
  InOrder to_spread;                ///< when the delay before spreading is fixed
  InOrder to_lock;                  ///< when the delay before locking is fixed
  double due_s = 0;                 ///< nothing scheduled happens before it
  InOrder* due_in_order = nullptr;  ///< the list that it stands first in; null: the queue
  double others_s = 0;              ///< nothing that stands elsewhere happens before it
  Outbreak out;
  std::uint64_t seed = 0;
  std::uint64_t generation = 0;
  double now = 0;
  base::LongStream stream{base::StreamKey{}};

  // Channels: zones, then organisations, classes, edges. Counts of susceptible devices may not know yet of the latest
  // emergency patches in their organisation: they are bounds like those of the channels, and what they let through too
  // much is refused in attempt_on.
  RateBins::Channel first_organisation = 0, first_class = 0, first_edge = 0;

  std::vector<std::uint32_t> cohort_left;  ///< [cohort] susceptible (or inert and untouched) members
  std::vector<Cohort> cohorts;             ///< [cohort]
  std::vector<Zone> zones;                 ///< [zone]
  std::vector<ZoneScan> zone_scans;        ///< [zone * vectors + vector]
  std::vector<Index> zone_block;           ///< [zone]
  std::vector<Block> blocks;
  std::vector<Index> block_zones;         ///< zones by block
  Rows<std::uint32_t> block_susceptible;  ///< [place], see Inside::first
  /// [place] what the spreading devices of the organisation's blocks do to one susceptible device of the block, as of
  /// the last renew_pressure
  Rows<double> block_pressure;
  Rows<double> block_pressure_most;  ///< ... and what one of them does to it at most
  Rows<double> coefficients;         ///< [Sender::row + place - Inside::first] what one of the sender's does to it
  std::vector<Sender> senders;
  std::vector<ClassTotal> class_total;  ///< [class]
  std::vector<Index> present_classes;
  std::vector<Index> present_rows;  ///< [position in present_classes * vectors + vector] place in class_susceptible
  std::vector<std::uint32_t> class_susceptible;        ///< [class * vectors + vector], organisations not cut
  std::vector<std::uint32_t> class_susceptible_bound;  ///< that the class channels are set for
  std::vector<std::vector<Index>> class_blocks;        ///< [class]
  std::vector<ClassRow> class_rows;                    ///< [class]
  std::vector<double> success;                         ///< [organisation * vectors + vector]
  std::vector<double> success_relative;                ///< the same as parts of success_most
  std::vector<double> success_most;                    ///< [vector]
  std::vector<std::uint32_t> group_spreading;          ///< [group], only with contact edges
  std::vector<std::uint32_t> group_susceptible;        ///< [group * vectors + vector], only with contact edges
  std::vector<OrganisationState> organisations, organisations_at_start;
  // Apart from the rest of an organisation's state, because every event asks for them.
  std::vector<Inside> inside;            ///< [organisation]
  std::vector<Patching> patching;        ///< [organisation]
  std::vector<std::uint32_t> immune_of;  ///< [group] patched or protected by a signature, as far as settled
  std::vector<Infection> infections;
  std::vector<double> stops_at_s;  ///< [infection] when it stops spreading, as far as known; only with device edges
  std::vector<RestorationQueue> restoration;
  std::vector<PressedZone> pressed;
  std::vector<std::uint32_t> mailed;  ///< [group] lures that came
  /// [block, class or zone * vectors + vector]: of zones and cohorts where these are too many to walk, and of all
  /// cohorts of a class
  std::vector<std::unique_ptr<Urn>> block_urns, class_urns, zone_urns;
  std::vector<std::uint32_t> class_urn_weight;  ///< [cohort * vectors + vector] in its class's urn; with reinfections
  std::vector<AliasTable::Item> urn_items;      ///< scratch
  std::vector<Index> chosen;                    ///< scratch
  std::vector<std::uint32_t> split_left;        ///< scratch
  std::uint32_t reports = 0;
  bool alarm_pending = false;
  bool alarmed = false;
  bool kill_switch_on = false;
  bool reinfections = false;                     ///< susceptible counts may rise again
  std::uint64_t question_mask = (1U << 16) - 1;  ///< should_stop is asked when these bits of a step's number are 0
  bool locking_matters = false;     ///< what is asked of an infection later depends on whether it is locked
  bool spreading_is_drawn = false;  ///< the delay differs from infection to infection
  bool locking_is_drawn = false;    ///< the same
  DelaysAhead spreading_delays;     ///< if it is
  DelaysAhead locking_delays;
  double spreading_after_s = 0;  ///< if it is fixed
  double locked_after_s = 0;     ///< the same; the horizon when nothing is locked
};

}  // namespace outbreak
