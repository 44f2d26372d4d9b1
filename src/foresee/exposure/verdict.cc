#include "foresee/exposure/verdict.h"

namespace exposure {

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::not_affected: return "not affected";
    case Verdict::cannot_tell: return "cannot tell";
    case Verdict::affected: break;
  }
  return "affected";
}

}  // namespace exposure
