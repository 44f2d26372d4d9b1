#include "show/cli/drill_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <system_error>
#include <vector>

#include "base/instant.h"
#include "show/report/words.h"
#include "world/ingest/text.h"

namespace cli {

namespace {

using nlohmann::json;

constexpr const char* mend_again = "write it again with cordon drill --json";

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  base::Result<drill::Result> read(std::string_view text) {
    const json root = parse(text);
    if (problems_.empty()) read_root(root);
    if (!problems_.empty()) return tl::unexpected(problems_);
    return std::move(result_);
  }

 private:
  void wrong(std::string place, std::string_view value, std::string what, std::string mend = mend_again) {
    problems_.add({file_, std::move(place), ingest::shown(value), std::move(what), std::move(mend)});
  }

  /// The value as people may see it; a long list or object is not worth its text.
  static std::string text_of(const json& value) {
    return value.is_structured() ? std::string(value.type_name())
                                 : value.dump(-1, ' ', false, json::error_handler_t::replace);
  }

  /// Refuses what a JSON parser lets pass: deep nesting, at once, and keys that stand twice. Curves and inputs, most of
  /// a file, are parsed and thrown away.
  json parse(std::string_view text) {
    struct TooDeep {};
    std::vector<std::set<std::string>> keys;  // of the object open at each depth
    std::vector<std::string> repeated;
    const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
      const auto at = static_cast<std::size_t>(depth);
      if (at > drill_json_depth_max) throw TooDeep();
      if (event == json::parse_event_t::object_start) {
        keys.resize(at);
        keys.emplace_back();
      }
      if (event != json::parse_event_t::key) return true;
      const auto& key = parsed.get_ref<const std::string&>();
      if (!keys[at - 1].insert(key).second) repeated.push_back(key);
      return depth > 1 || (key != "curves" && key != "inputs");
    };
    json root(json::value_t::discarded);
    try {
      root = json::parse(text, watch);
    } catch (const json::parse_error& error) {
      const std::string_view before = text.substr(0, error.byte > 0 ? error.byte - 1 : 0);
      wrong(fmt::format("line {}", std::ranges::count(before, '\n') + 1), "", "is not JSON");
    } catch (const json::exception&) {
      wrong("", "", "has a number that is too large for a computer's numbers");
    } catch (const TooDeep&) {
      wrong("", "", fmt::format("is nested more than {} deep, which no result of a drill is", drill_json_depth_max));
    }
    for (const std::string& key : repeated) wrong("", key, "is a key that stands twice", "remove one of them");
    return root;
  }

  void read_root(const json& root) {
    if (!root.is_object()) {
      wrong("", text_of(root), "is not a JSON object", "give a file that cordon drill --json wrote");
      return;
    }
    const json* schema = at(root, "schema", "");
    if (schema == nullptr) return;
    if (*schema != "cordon-drill/1") {
      wrong("schema", schema->is_string() ? schema->get<std::string>() : text_of(*schema),
            "is not the schema of a drill's result",
            "give a file that cordon drill --json wrote, schema cordon-drill/1");
      return;  // of another schema nothing else is worth a word
    }
    result_.estate = text_at(root, "estate", "");
    result_.threat = text_at(root, "threat", "");
    if (const json* defence = at(root, "defence", ""); defence != nullptr && !defence->is_null()) {
      result_.defence = text_of_string(*defence, "defence");
    }
    result_.seed = whole_at(root, "seed");
    result_.replicas = whole_at(root, "replicas");
    read_partial(root);
    read_start(root);
    read_horizon(root);
    read_measures(root);
  }

  const json* at(const json& object, const char* key, const std::string& place) {
    const auto found = object.find(key);
    if (found != object.end()) return &*found;
    wrong(place + key, "", "is missing");
    return nullptr;
  }

  std::string text_of_string(const json& value, const std::string& place) {
    if (value.is_string()) return value.get<std::string>();
    wrong(place, text_of(value), "is not a text", "write it in quotes");
    return {};
  }

  std::string text_at(const json& object, const char* key, const std::string& place) {
    const json* value = at(object, key, place);
    return value == nullptr ? std::string() : text_of_string(*value, place + key);
  }

  std::uint64_t whole_at(const json& root, const char* key) {
    const json* value = at(root, key, "");
    if (value == nullptr) return 0;
    if (value->is_number_unsigned()) return value->get<std::uint64_t>();
    wrong(key, text_of(*value), "is not a whole number from 0 to 18446744073709551615", "write digits only");
    return 0;
  }

  void read_partial(const json& root) {
    const json* value = at(root, "partial", "");
    if (value == nullptr) return;
    if (!value->is_boolean()) wrong("partial", text_of(*value), "is neither true nor false", "write true or false");
    if (value->is_boolean()) result_.partial = value->get<bool>();
  }

  void read_start(const json& root) {
    const json* value = at(root, "start", "");
    if (value == nullptr) return;
    const auto start = value->is_string() ? base::parse_instant(value->get<std::string>()) : std::nullopt;
    if (start) {
      result_.start = *start;
    } else {
      wrong("start", value->is_string() ? value->get<std::string>() : text_of(*value),
            "is not a moment with its time zone", "write one such as 2017-05-12T00:00:00+01:00");
    }
  }

  void read_horizon(const json& root) {
    const json* value = at(root, "horizon_s", "");
    if (value == nullptr) return;
    if (value->is_number() && value->get<double>() > 0) {
      result_.horizon_s = value->get<double>();
    } else {
      wrong("horizon_s", text_of(*value), "is not a number of seconds above 0", "write one such as 1209600");
    }
  }

  void read_measures(const json& root) {
    const json* list = at(root, "measures", "");
    if (list == nullptr) return;
    if (!list->is_array()) {
      wrong("measures", text_of(*list), "is not a list");
      return;
    }
    std::set<std::pair<std::string, drill::By>> seen;
    for (std::size_t i = 0; i < list->size(); ++i) {
      const std::string place = fmt::format("measures[{}]", i);
      auto measure = measure_of((*list)[i], place);
      if (!measure) continue;
      if (!seen.insert({measure->name, measure->by}).second) {
        wrong(place, report::label(measure->name, measure->by), "is a measure that stands twice", "remove one of them");
      }
      result_.measures.push_back(std::move(*measure));
    }
    const bool any = std::ranges::any_of(*list, [](const json& one) {
      return one.is_object() && one.contains("replicas") && !(one["replicas"].is_array() && one["replicas"].empty());
    });
    if (!any) {
      wrong("measures", "",
            "have no numbers of single replicas: an older version wrote them, or the drill finished none",
            "run the drill again with this version");
    }
  }

  std::optional<drill::Measure> measure_of(const json& entry, const std::string& place) {
    if (!entry.is_object()) {
      wrong(place, text_of(entry), "is not a measure", "write { \"name\": ..., \"by\": ..., ... }");
      return std::nullopt;
    }
    drill::Measure measure;
    measure.name = text_at(entry, "name", place + ".");
    measure.unit = text_at(entry, "unit", place + ".");
    if (const json* by = at(entry, "by", place + "."); by != nullptr) measure.by = by_of(*by, place + ".by");
    if (entry.contains("published")) measure.published.emplace();
    if (entry.contains("replicas")) measure.replicas = replicas_of(entry["replicas"], place + ".replicas");
    return measure;
  }

  drill::By by_of(const json& value, const std::string& place) {
    drill::By by;
    if (!value.is_object()) {
      wrong(place, text_of(value), "is not an object", "write { } or, for example, { \"sector\": \"trust\" }");
      return by;
    }
    for (const auto& [key, text] : value.items()) by.emplace_back(key, text_of_string(text, place + "." + key));
    std::ranges::sort(by);
    return by;
  }

  std::vector<double> replicas_of(const json& list, const std::string& place) {
    std::vector<double> out;
    if (!list.is_array()) {
      wrong(place, text_of(list), "is not a list of numbers");
      return out;
    }
    if (list.size() != result_.replicas) {
      wrong(place, fmt::format("{} numbers", list.size()),
            fmt::format("are not one for each of the {} replicas", result_.replicas));
    }
    out.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
      const json& value = list[i];
      if (!value.is_number() && !value.is_null()) {
        wrong(fmt::format("{}[{}]", place, i), text_of(value), "is neither a number nor null", "write a number");
      }
      out.push_back(value.is_number() ? value.get<double>() : std::numeric_limits<double>::infinity());
    }
    return out;
  }

  const std::string& file_;
  base::Problems problems_;
  drill::Result result_;
};

tl::unexpected<base::Problems> failure(const std::string& file, std::string what, std::string mend) {
  return tl::unexpected(base::Problems(base::Problem{file, "", "", std::move(what), std::move(mend)}));
}

}  // namespace

base::Result<drill::Result> parse_drill_json(const std::string& file, std::string_view text) {
  return Reader(file).read(text);
}

base::Result<drill::Result> read_drill_json(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  const std::string file = path.string();
  std::error_code error;
  const auto type = fs::status(path, error).type();
  if (type == fs::file_type::not_found)
    return failure(file, "is not there", "give a file that cordon drill --json wrote");
  if (type == fs::file_type::directory) return failure(file, "is a folder", "give the drill.json in it");
  const std::string too_large = fmt::format("is larger than {} MB", drill_json_bytes_max / 1000000);
  const auto size = fs::file_size(path, error);  // fails for a pipe, such as <(zcat ...): that is read to its end
  if (!error && size > drill_json_bytes_max) return failure(file, too_large, "compare drills with fewer replicas");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return failure(file, fmt::format("cannot be opened: {}", std::strerror(errno)), "check its access rights");
  }
  std::string text;
  std::vector<char> piece(std::size_t{1} << 20U);
  while (text.size() <= drill_json_bytes_max &&
         stream.read(piece.data(), static_cast<std::streamsize>(piece.size())).gcount() > 0) {
    text.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) return failure(file, "cannot be read to its end", "check the disk");
  if (text.size() > drill_json_bytes_max) return failure(file, too_large, "compare drills with fewer replicas");
  return parse_drill_json(file, text);
}

}  // namespace cli
