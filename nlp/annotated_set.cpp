#include "nlp/annotated_set.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/file.h"
#include "base/id.h"
#include "nlp/near_duplicate.h"
#include "nlp/normalize.h"
#include "nlp/taxonomy.h"

namespace rasd {
namespace {

constexpr size_t kColumns = 10;

template <size_t n>
bool place_of(const std::array<Label, n>& labels, std::string_view code, uint8_t& place) {
  for (size_t i = 0; i < n; ++i) {
    if (labels[i].code == code) {
      place = static_cast<uint8_t>(i);
      return true;
    }
  }
  return false;
}

bool read_codes(std::string_view codes, uint32_t& bits) {
  for (size_t start = 0; start <= codes.size();) {
    const size_t end = std::min(codes.find(',', start), codes.size());
    const std::string_view code = codes.substr(start, end - start);
    uint8_t place = 0;
    if (place_of(incident_labels(), code, place)) {
      bits |= 1U << place;
    } else if (code != kNoIncident) {
      return false;
    }
    start = end + 1;
  }
  return true;
}

bool read_line(std::string_view line, AnnotatedItem& item) {
  std::array<std::string_view, kColumns> column;
  for (size_t i = 0; i < kColumns; ++i) {
    const size_t tab = line.find('\t');
    if ((tab == std::string_view::npos) != (i + 1 == kColumns)) return false;
    column[i] = line.substr(0, tab);
    if (tab != std::string_view::npos) line.remove_prefix(tab + 1);
  }
  item.id = column[0];
  item.language = column[1];
  item.genre = column[2] == "post" ? Genre::kPost : Genre::kNews;
  item.random = column[7] == "random";
  item.text = column[9];
  return read_codes(column[3], item.incident) && place_of(topic_labels(), column[4], item.topic) &&
         place_of(tone_labels(), column[5], item.tone) &&
         place_of(stance_labels(), column[6], item.stance);
}

}  // namespace

bool has_label(const AnnotatedItem& item, size_t output) {
  if (output < kIncidentCodes) return ((item.incident >> output) & 1U) != 0;
  output -= kIncidentCodes;
  if (output < kTopics) return item.topic == output;
  output -= kTopics;
  if (output < kToneCount) return item.tone == output;
  return item.stance == output - kToneCount;
}

Result<std::vector<AnnotatedItem>> read_annotated(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) return fail(bytes.error());
  std::vector<AnnotatedItem> items;
  size_t number = 0;
  for (size_t start = 0; start < bytes->size();) {
    const size_t end = std::min(bytes->find('\n', start), bytes->size());
    const std::string_view line = std::string_view(*bytes).substr(start, end - start);
    start = end + 1;
    if (++number == 1 || line.empty()) continue;
    AnnotatedItem item;
    if (!read_line(line, item)) {
      return fail(ErrorKind::kMalformed, path + ": line " + std::to_string(number) +
                                             " is not ten columns of the codebook's labels");
    }
    items.push_back(std::move(item));
  }
  return items;
}

void group_near_duplicates(std::vector<AnnotatedItem>& items) {
  NearDuplicateIndex index(items.size() + 1);
  std::unordered_map<std::string, uint32_t> groups;  // first item's id, or a short text's form
  uint32_t next = 0;
  for (AnnotatedItem& item : items) {
    const std::string signature = minhash(item.text);
    const std::string key = signature.empty() ? "=" + normalize_for_matching(item.text)
                                              : index.add(item.id, signature, {}, 0.5);
    const auto [it, fresh] = groups.try_emplace(key, next);
    if (fresh) ++next;
    item.group = it->second;
  }
}

size_t fold_of(uint32_t group, size_t folds, uint64_t seed) {
  return hash64(std::to_string(group), seed) % folds;
}

}  // namespace rasd
