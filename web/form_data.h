#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rasd {

/// One part of a multipart/form-data body. `bytes` points into the body that was read.
struct FormPart {
  std::string name;  ///< of the field; UTF-8
  bool is_file = false;
  std::string file_name;  ///< as the visitor's browser says; UTF-8, not to be trusted
  std::string content_type;
  std::string_view bytes;
};

/// Reads a multipart/form-data body (RFC 7578) of at most 100 parts. Fails with kMalformed. The
/// body must outlive the parts. Thread-safe.
Result<std::vector<FormPart>> read_form_data(std::string_view content_type, std::string_view body);

}  // namespace rasd
