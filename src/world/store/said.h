#pragma once
// What tools said of devices, now or up to a day. Private to world/store.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "world/store/sqlite.h"

namespace store {

/// What one tool said last of one device. The texts are good until the next is asked for.
struct Said {
  std::int64_t device = 0;  ///< keys
  std::int64_t source = 0;
  std::string_view tool;
  std::string_view date;   ///< may be empty
  std::string_view bytes;  ///< of the column that was asked for
};

/// What a list of a device is packed in.
enum class SaidColumn : bool { components, findings };

/// Calls `what` for what each tool said last of each device: of all devices, or those of `organisation` when that is
/// not empty; of what bears no later date than `day`, or all when that is empty. What has no date counts on every day.
/// The bytes of those only are read that come out of it: they are nearly all of the file.
void each_said(sql::Database& database, SaidColumn column, const std::string& organisation, const std::string& day,
               const std::function<void(const Said&)>& what);

/// Above every date of `day` ("2017-05-12", or an instant of it) in the order of texts, and below those of the next.
std::string end_of(const std::string& day);

}  // namespace store
