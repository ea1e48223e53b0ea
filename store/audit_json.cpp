#include "store/audit_json.h"

#include "records/json.h"
#include "store/annotation_json.h"

namespace rasd {
namespace {

template <size_t n>
void put_masses(JsonWriter& writer, const char* key, const std::array<double, n>& masses) {
  put_key(writer, key);
  writer.StartArray();
  for (const double mass : masses) writer.Double(mass);
  writer.EndArray();
}
template <size_t n>
void read_masses(const rapidjson::Value& o, const char* key, std::array<double, n>& masses) {
  const auto it = o.FindMember(key);
  if (it == o.MemberEnd() || !it->value.IsArray()) return;
  const auto& list = it->value;
  for (rapidjson::SizeType i = 0; i < list.Size() && i < n; ++i)
    if (list[i].IsNumber()) masses[i] = list[i].GetDouble();
}

}  // namespace

std::string strata_json(const std::vector<AuditStratum>& strata) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartArray();
  for (const auto& stratum : strata) {
    writer.StartObject();
    put(writer, "name", stratum.name);
    put(writer, "size", static_cast<int64_t>(stratum.size));
    put(writer, "drawn", static_cast<int64_t>(stratum.drawn));
    put_masses(writer, "tone", stratum.tone_mass);
    put_masses(writer, "stance", stratum.stance_mass);
    writer.EndObject();
  }
  writer.EndArray();
  return {buffer.GetString(), buffer.GetSize()};
}

std::vector<AuditStratum> read_strata(std::string_view json) {
  std::vector<AuditStratum> strata;
  const auto list = parse_json(json);
  if (!list || !list->IsArray()) return strata;
  for (const auto& o : list->GetArray()) {
    AuditStratum stratum;
    stratum.name = get_string(o, "name");
    stratum.size = static_cast<uint64_t>(get_int(o, "size"));
    stratum.drawn = static_cast<uint64_t>(get_int(o, "drawn"));
    if (o.IsObject()) {
      read_masses(o, "tone", stratum.tone_mass);
      read_masses(o, "stance", stratum.stance_mass);
    }
    strata.push_back(std::move(stratum));
  }
  return strata;
}

std::string kinds_text(const std::vector<ItemKind>& kinds) {
  std::vector<std::string> names;
  for (const ItemKind kind : kinds) names.emplace_back(name(kind));
  return join_codes(names);
}

std::vector<ItemKind> read_kinds(std::string_view text) {
  std::vector<ItemKind> kinds;
  for (const auto& word : split_codes(text)) {
    ItemKind kind{};
    if (parse(word, kind)) kinds.push_back(kind);
  }
  return kinds;
}

}  // namespace rasd
