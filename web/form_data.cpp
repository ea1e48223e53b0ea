#include "web/form_data.h"

#include <algorithm>

#include "base/utf8.h"

namespace rasd {
namespace {

constexpr size_t kMostParts = 100;
constexpr size_t kLongestBoundary = 70;  // RFC 2046 5.1.1

/// The value of a parameter: `name="value"` or `name=value`; empty when absent.
std::string parameter(std::string_view header, std::string_view name) {
  const std::string lower = to_lower_ascii(header);
  for (size_t at = lower.find(name); at != lower.npos; at = lower.find(name, at + 1)) {
    const bool starts = at > 0 && (lower[at - 1] == ' ' || lower[at - 1] == ';');
    size_t value = at + name.size();
    if (!starts || value >= header.size() || header[value] != '=') continue;
    ++value;
    if (value < header.size() && header[value] == '"') {
      ++value;
      // WHATWG's form encoding writes a quotation mark as %22, so the next one ends the value.
      const size_t end = std::min(header.find('"', value), header.size());
      return to_valid_utf8(header.substr(value, end - value));
    }
    const size_t end = std::min(header.find_first_of("; \t", value), header.size());
    return to_valid_utf8(header.substr(value, end - value));
  }
  return {};
}

FormPart read_head(std::string_view head) {
  FormPart part;
  while (!head.empty()) {
    const size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const size_t colon = std::min(line.find(':'), line.size());
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trim(line.substr(std::min(colon + 1, line.size())));
    if (equals_ignoring_case(name, "content-disposition")) {
      part.name = parameter(value, "name");
      part.file_name = parameter(value, "filename");
      part.is_file = to_lower_ascii(value).find("filename=") != std::string::npos;
    } else if (equals_ignoring_case(name, "content-type")) {
      part.content_type = to_valid_utf8(value);
    }
  }
  return part;
}

}  // namespace

Result<std::vector<FormPart>> read_form_data(std::string_view content_type, std::string_view body) {
  const auto broken = [] { return fail(ErrorKind::kMalformed, "the form cannot be read"); };
  const std::string boundary = parameter(content_type, "boundary");
  if (boundary.empty() || boundary.size() > kLongestBoundary) return broken();
  const std::string mark = "\r\n--" + boundary;
  if (!body.starts_with(mark.substr(2))) return broken();
  body.remove_prefix(mark.size() - 2);
  std::vector<FormPart> parts;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n") || parts.size() >= kMostParts) return broken();
    body.remove_prefix(2);
    const size_t head_end = body.find("\r\n\r\n");
    if (head_end == body.npos) return broken();
    FormPart part = read_head(body.substr(0, head_end));
    body.remove_prefix(head_end + 4);
    const size_t end = body.find(mark);
    if (end == body.npos) return broken();
    part.bytes = body.substr(0, end);
    body.remove_prefix(end + mark.size());
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace rasd
