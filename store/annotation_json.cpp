#include "store/annotation_json.h"

#include <algorithm>
#include <cmath>

#include "records/json.h"

namespace rasd {
namespace {

constexpr int kDecimals = 5;

void put_scores(JsonWriter& writer, const char* key, const std::map<std::string, float>& scores) {
  put_key(writer, key);
  writer.StartObject();
  for (const auto& [label, p] : scores) put(writer, label, static_cast<double>(p));
  writer.EndObject();
}
template <size_t n>
void put_scores(JsonWriter& writer, const char* key, const std::array<float, n>& scores) {
  put_key(writer, key);
  writer.StartArray();
  for (const float p : scores) writer.Double(std::isfinite(p) ? static_cast<double>(p) : 0.0);
  writer.EndArray();
}
void read_scores(const rapidjson::Value& o, const char* key, std::map<std::string, float>& scores) {
  const auto it = o.FindMember(key);
  if (it == o.MemberEnd() || !it->value.IsObject()) return;
  for (const auto& m : it->value.GetObject())
    if (m.value.IsNumber()) scores[m.name.GetString()] = static_cast<float>(m.value.GetDouble());
}
template <size_t n>
void read_scores(const rapidjson::Value& o, const char* key, std::array<float, n>& scores) {
  const auto it = o.FindMember(key);
  if (it == o.MemberEnd() || !it->value.IsArray()) return;
  const auto& list = it->value;
  for (rapidjson::SizeType i = 0; i < list.Size() && i < n; ++i)
    if (list[i].IsNumber()) scores[i] = static_cast<float>(list[i].GetDouble());
}

template <size_t n>
int index_in(const std::array<std::string_view, n>& names, std::string_view label) {
  const auto it = std::find(names.begin(), names.end(), label);
  return it == names.end() ? -1 : static_cast<int>(it - names.begin());
}
template <size_t n>
std::string name_in(const std::array<std::string_view, n>& names, int64_t index) {
  return index >= 0 && index < static_cast<int64_t>(n)
             ? std::string(names[static_cast<size_t>(index)])
             : std::string();
}
template <size_t n>
double spread(const std::array<float, n>& p) {
  double sum = 0;
  for (const float f : p) sum += static_cast<double>(f) * (1.0 - static_cast<double>(f));
  return std::sqrt(std::max(0.0, sum));
}

}  // namespace

std::string probabilities_json(const Annotation& n) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.SetMaxDecimalPlaces(kDecimals);
  writer.StartObject();
  put_scores(writer, "incident", n.incident_p);
  put_scores(writer, "topic", n.topic_p);
  put_scores(writer, "tone", n.tone_p);
  put_scores(writer, "stance", n.stance_p);
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

void read_probabilities(std::string_view json, Annotation& n) {
  const auto o = parse_json(json);
  if (!o || !o->IsObject()) return;
  read_scores(*o, "incident", n.incident_p);
  read_scores(*o, "topic", n.topic_p);
  read_scores(*o, "tone", n.tone_p);
  read_scores(*o, "stance", n.stance_p);
}

std::string join_codes(const std::vector<std::string>& codes) {
  std::string out;
  for (const auto& code : codes) {
    if (!out.empty()) out += ' ';
    out += code;
  }
  return out;
}

std::vector<std::string> split_codes(std::string_view joined) {
  std::vector<std::string> out;
  while (!joined.empty()) {
    const size_t space = std::min(joined.find(' '), joined.size());
    if (space > 0) out.emplace_back(joined.substr(0, space));
    joined.remove_prefix(std::min(space + 1, joined.size()));
  }
  return out;
}

int tone_index(std::string_view tone) { return index_in(kTones, tone); }
int stance_index(std::string_view stance) { return index_in(kStances, stance); }
std::string tone_name(int64_t index) { return name_in(kTones, index); }
std::string stance_name(int64_t index) { return name_in(kStances, index); }

double unsureness(const Annotation& n) { return (spread(n.tone_p) + spread(n.stance_p)) / 2; }

}  // namespace rasd
