#include "base/result.h"

namespace rasd {

std::string_view name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kTemporary:
      return "temporary";
    case ErrorKind::kMalformed:
      return "malformed";
    case ErrorKind::kRefused:
      return "refused";
    case ErrorKind::kGone:
      return "gone";
    case ErrorKind::kNotFound:
      return "not_found";
    case ErrorKind::kConfiguration:
      return "configuration";
    case ErrorKind::kUsage:
      return "usage";
    case ErrorKind::kInternal:
      return "internal";
  }
  return "internal";
}

}  // namespace rasd
