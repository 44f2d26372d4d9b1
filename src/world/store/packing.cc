#include "world/store/packing.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace store {

namespace {

using advisory::Advisory;

/// First byte: the layout. A later layout gets the next number, and its reader stands beside this one. Layout 2 is
/// layout 1 with prose behind it: of the document, then of each vulnerability. What has none is still written as layout
/// 1, so that its bytes are those that earlier versions wrote, and an import of it anew changes nothing.
constexpr unsigned char layout = 1;
constexpr unsigned char layout_with_prose = 2;

class Writer {
 public:
  void number(std::uint64_t value) {
    while (value >= 0x80) {
      bytes.push_back(static_cast<unsigned char>(value | 0x80));
      value >>= 7;
    }
    bytes.push_back(static_cast<unsigned char>(value));
  }
  void text(std::string_view value) {
    number(value.size());
    bytes.insert(bytes.end(), value.begin(), value.end());
  }
  void real(double value) { number(std::bit_cast<std::uint64_t>(value)); }
  void numbers(const std::vector<std::uint32_t>& list) {
    number(list.size());
    for (const std::uint32_t one : list) number(one);
  }
  void texts(const std::vector<std::string>& list) {
    number(list.size());
    for (const std::string& one : list) text(one);
  }

  std::vector<unsigned char> bytes;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    good_ = false;
    return 0;
  }
  std::uint32_t small(std::uint32_t below = std::numeric_limits<std::uint32_t>::max()) {
    const std::uint64_t value = number();
    if (value < below) return static_cast<std::uint32_t>(value);
    good_ = false;
    return 0;
  }
  /// Of things of which each takes a byte at least: no damaged count makes us ask for memory.
  std::size_t count() {
    const std::uint64_t value = number();
    if (value <= rest_.size()) return static_cast<std::size_t>(value);
    good_ = false;
    return 0;
  }
  void text(std::string& into) {
    const std::size_t size = count();
    into.assign(rest_.substr(0, size));
    rest_.remove_prefix(into.size());
  }
  double real() { return std::bit_cast<double>(number()); }
  /// Indexes below `below`.
  void numbers(std::vector<std::uint32_t>& into, std::uint32_t below) {
    into.resize(count());
    for (std::uint32_t& one : into) one = small(below);
  }
  void texts(std::vector<std::string>& into) {
    into.resize(count());
    for (std::string& one : into) text(one);
  }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool done() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

void write(Writer& to, const advisory::Product& product) {
  for (const std::string* text : {&product.id, &product.path, &product.vendor, &product.name, &product.version,
                                  &product.purl, &product.cpe, &product.platform}) {
    to.text(*text);
  }
  to.number(static_cast<std::uint64_t>(product.versions));
  to.number(product.scheme ? static_cast<std::uint64_t>(*product.scheme) + 1 : 0);
  to.texts(product.models);
}

void read(Reader& from, advisory::Product& product) {
  for (std::string* text : {&product.id, &product.path, &product.vendor, &product.name, &product.version, &product.purl,
                            &product.cpe, &product.platform}) {
    from.text(*text);
  }
  product.versions = static_cast<advisory::Versions>(from.small(4));
  const std::uint32_t scheme = from.small(advisory::schemes + 1);
  if (scheme > 0) product.scheme = static_cast<advisory::Scheme>(scheme - 1);
  from.texts(product.models);
}

void write_context(Writer& to, const advisory::Vulnerability& one) {
  to.number((one.exploited ? 1U : 0U) | (one.epss ? 2U : 0U) | (one.ssvc ? 4U : 0U) | (one.lifecycle ? 8U : 0U));
  if (one.exploited) {
    to.text(one.exploited->added);
    to.text(one.exploited->due);
    to.text(one.exploited->action);
    to.number(one.exploited->ransomware ? 1 : 0);
  }
  if (one.epss) {
    to.real(one.epss->probability);
    to.real(one.epss->percentile);
    to.text(one.epss->date);
  }
  if (one.ssvc) {
    for (const std::string* text :
         {&one.ssvc->exploitation, &one.ssvc->automatable, &one.ssvc->impact, &one.ssvc->date}) {
      to.text(*text);
    }
  }
  if (!one.lifecycle) return;
  const advisory::Lifecycle& life = *one.lifecycle;
  for (const std::string* text : {&life.released, &life.support_ends, &life.security_ends, &life.extended_ends}) {
    to.text(*text);
  }
  to.number((life.support_over ? 1U : 0U) | (life.security_over ? 2U : 0U));
}

void read_context(Reader& from, advisory::Vulnerability& one) {
  const std::uint32_t which = from.small(16);
  if ((which & 1U) != 0) {
    advisory::KnownExploited& exploited = one.exploited.emplace();
    from.text(exploited.added);
    from.text(exploited.due);
    from.text(exploited.action);
    exploited.ransomware = from.small(2) == 1;
  }
  if ((which & 2U) != 0) {
    advisory::Epss& epss = one.epss.emplace();
    epss.probability = from.real();
    epss.percentile = from.real();
    from.text(epss.date);
  }
  if ((which & 4U) != 0) {
    advisory::Ssvc& ssvc = one.ssvc.emplace();
    for (std::string* text : {&ssvc.exploitation, &ssvc.automatable, &ssvc.impact, &ssvc.date}) from.text(*text);
  }
  if ((which & 8U) == 0) return;
  advisory::Lifecycle& life = one.lifecycle.emplace();
  for (std::string* text : {&life.released, &life.support_ends, &life.security_ends, &life.extended_ends}) {
    from.text(*text);
  }
  const std::uint32_t over = from.small(4);
  life.support_over = (over & 1U) != 0;
  life.security_over = (over & 2U) != 0;
}

void write(Writer& to, const advisory::Vulnerability& one) {
  to.text(one.id);
  to.text(one.title);
  to.texts(one.weaknesses);
  to.number(one.statements.size());
  for (const advisory::Statement& statement : one.statements) {
    to.number(statement.product * std::uint64_t{advisory::statuses} + static_cast<std::uint64_t>(statement.status));
  }
  to.number(one.remediations.size());
  for (const advisory::Remediation& remediation : one.remediations) {
    for (const std::string* text : {&remediation.kind, &remediation.details, &remediation.date, &remediation.update}) {
      to.text(*text);
    }
    to.numbers(remediation.products);
  }
  to.number(one.scores.size());
  for (const advisory::Score& score : one.scores) {
    to.number(static_cast<std::uint64_t>(score.version));
    to.text(score.vector);
    to.number(static_cast<std::uint64_t>(score.tenths));
    to.numbers(score.products);
  }
  write_context(to, one);
}

void read(Reader& from, advisory::Vulnerability& one, std::uint32_t products) {
  from.text(one.id);
  from.text(one.title);
  from.texts(one.weaknesses);
  one.statements.resize(from.count());
  for (advisory::Statement& statement : one.statements) {
    const std::uint32_t both = from.small(products * advisory::statuses);
    statement = {both / advisory::statuses, static_cast<advisory::Status>(both % advisory::statuses)};
  }
  one.remediations.resize(from.count());
  for (advisory::Remediation& remediation : one.remediations) {
    for (std::string* text : {&remediation.kind, &remediation.details, &remediation.date, &remediation.update}) {
      from.text(*text);
    }
    from.numbers(remediation.products, products);
  }
  one.scores.resize(from.count());
  for (advisory::Score& score : one.scores) {
    score.version = static_cast<advisory::CvssVersion>(from.small(4));
    from.text(score.vector);
    score.tenths = static_cast<int>(from.small(101));
    from.numbers(score.products, products);
  }
  read_context(from, one);
}

void write(Writer& to, const advisory::Prose& prose) {
  to.number(prose.notes.size());
  for (const advisory::Note& one : prose.notes) {
    for (const std::string* text : {&one.category, &one.title, &one.text}) to.text(*text);
  }
  to.number(prose.references.size());
  for (const advisory::Reference& one : prose.references) {
    for (const std::string* text : {&one.category, &one.url, &one.summary}) to.text(*text);
  }
  to.number(prose.acknowledgements.size());
  for (const advisory::Acknowledgement& one : prose.acknowledgements) {
    to.texts(one.names);
    to.text(one.organisation);
    to.text(one.summary);
  }
}

void read(Reader& from, advisory::Prose& prose) {
  prose.notes.resize(from.count());
  for (advisory::Note& one : prose.notes) {
    for (std::string* text : {&one.category, &one.title, &one.text}) from.text(*text);
  }
  prose.references.resize(from.count());
  for (advisory::Reference& one : prose.references) {
    for (std::string* text : {&one.category, &one.url, &one.summary}) from.text(*text);
  }
  prose.acknowledgements.resize(from.count());
  for (advisory::Acknowledgement& one : prose.acknowledgements) {
    from.texts(one.names);
    from.text(one.organisation);
    from.text(one.summary);
  }
}

/// First byte of a packed head: its layout, as above.
constexpr unsigned char head_layout = 1;

/// The texts of a head in the order in which they are packed; Head may be const.
template <class Head>
auto texts_of(Head& head) {
  return std::array{&head.csaf_version,
                    &head.category,
                    &head.publisher_category,
                    &head.publisher_name,
                    &head.contact_details,
                    &head.issuing_authority,
                    &head.status,
                    &head.initial_date,
                    &head.generator,
                    &head.generator_date,
                    &head.tlp,
                    &head.tlp_url,
                    &head.distribution,
                    &head.sharing_group,
                    &head.sharing_group_name,
                    &head.severity,
                    &head.severity_namespace};
}

bool has_prose(const Advisory& advisory) {
  return !advisory.prose.empty() || std::any_of(advisory.vulnerabilities.begin(), advisory.vulnerabilities.end(),
                                                [](const advisory::Vulnerability& one) { return !one.prose.empty(); });
}

}  // namespace

std::vector<unsigned char> pack(const Advisory& advisory) {
  Writer to;
  const bool prose = has_prose(advisory);
  to.number(prose ? layout_with_prose : layout);
  to.number(advisory.products.size());
  for (const advisory::Product& product : advisory.products) write(to, product);
  to.number(advisory.vulnerabilities.size());
  for (const advisory::Vulnerability& one : advisory.vulnerabilities) write(to, one);
  if (prose) {
    write(to, advisory.prose);
    for (const advisory::Vulnerability& one : advisory.vulnerabilities) write(to, one.prose);
  }
  return std::move(to.bytes);
}

bool unpack(std::string_view bytes, Advisory& advisory, Prose prose) {
  Reader from(bytes);
  const std::uint64_t written_as = from.number();
  if (written_as != layout && written_as != layout_with_prose) return false;
  advisory.products.resize(from.count());
  for (advisory::Product& product : advisory.products) read(from, product);
  advisory.vulnerabilities.resize(from.count());
  const auto products = static_cast<std::uint32_t>(advisory.products.size());
  for (advisory::Vulnerability& one : advisory.vulnerabilities) {
    if (from.good()) read(from, one, products);
  }
  if (written_as == layout_with_prose) {
    if (prose == Prose::left) return from.good();
    if (from.good()) read(from, advisory.prose);
    for (advisory::Vulnerability& one : advisory.vulnerabilities) {
      if (from.good()) read(from, one.prose);
    }
  }
  return from.done();
}

std::vector<unsigned char> pack(const advisory::Head& head) {
  Writer to;
  to.number(head_layout);
  for (const std::string* text : texts_of(head)) to.text(*text);
  to.texts(head.aliases);
  to.number(head.history.size());
  for (const advisory::Revision& one : head.history) {
    for (const std::string* text : {&one.number, &one.date, &one.summary, &one.legacy_version}) to.text(*text);
  }
  return std::move(to.bytes);
}

bool unpack(std::string_view bytes, advisory::Head& head) {
  Reader from(bytes);
  if (from.number() != head_layout) return false;
  for (std::string* text : texts_of(head)) from.text(*text);
  from.texts(head.aliases);
  head.history.resize(from.count());
  for (advisory::Revision& one : head.history) {
    for (std::string* text : {&one.number, &one.date, &one.summary, &one.legacy_version}) from.text(*text);
  }
  return from.done();
}

std::string pack(std::span<const inventory::Identifier> identifiers) {
  std::string text;
  for (const inventory::Identifier& one : identifiers) {
    text += static_cast<char>('0' + static_cast<int>(one.kind));
    text += one.value;
    text += '\n';
  }
  return text;
}

bool unpack(std::string_view text, std::vector<inventory::Identifier>& identifiers) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const int kind = text[0] - '0';
    if (end == std::string_view::npos || end < 2 || kind < 0 || kind >= inventory::identifier_kinds) return false;
    identifiers.push_back({static_cast<inventory::IdentifierKind>(kind), std::string(text.substr(1, end - 1))});
    text.remove_prefix(end + 1);
  }
  return true;
}

std::vector<unsigned char> pack(std::span<const std::uint32_t> rising) {
  Writer to;
  std::uint32_t last = 0;
  for (const std::uint32_t one : rising) {
    to.number(one - last);
    last = one;
  }
  return std::move(to.bytes);
}

bool unpack(std::string_view bytes, std::vector<std::uint32_t>& rising) {
  return unpack_each(bytes, [&](std::uint32_t one) { rising.push_back(one); });
}

}  // namespace store
