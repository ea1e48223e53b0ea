#include "crawler/observation_inbox.h"

#include "base/file.h"
#include "base/id.h"
#include "base/utf8.h"
#include "records/json.h"

namespace rasd {

std::string observation_id(const NewObservation& observation) {
  std::string files;
  for (const Attachment& file : observation.attachments) files += file.hash;
  return content_id({to_rfc3339(observation.received), observation.channel, observation.place,
                     observation.text, files});
}

Result<std::string> hand_in(const std::string& folder, const NewObservation& observation) {
  if (trim(observation.text).empty()) return fail(ErrorKind::kUsage, "an observation needs a text");
  if (observation.text.size() > kMostObservationBytes)
    return fail(ErrorKind::kUsage,
                "the text is longer than " + std::to_string(kMostObservationBytes >> 10) + " KB");
  for (const std::string* text : {&observation.text, &observation.channel, &observation.place})
    if (!is_utf8(*text)) return fail(ErrorKind::kUsage, "the text is not UTF-8");
  const std::string id = observation_id(observation);
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "id", id);
  put(out, "received", to_rfc3339(observation.received));
  put(out, "channel", observation.channel);
  put(out, "place", observation.place);
  put(out, "text", observation.text);
  put_key(out, "attachments");
  out.StartArray();
  for (const Attachment& file : observation.attachments) {
    out.StartArray();
    put_value(out, file.hash);
    put_value(out, file.name);
    put_value(out, file.content_type);
    out.Uint64(file.size);
    out.EndArray();
  }
  out.EndArray();
  out.EndObject();
  if (auto made = make_folder(folder); !made) return fail(made.error());
  const std::string line = std::string(buffer.GetString(), buffer.GetSize()) + "\n";
  if (auto written = write_file(folder + "/ready-" + id + ".jsonl", line); !written)
    return fail(written.error());
  return content_id({inbox_source(folder).id, "observation", id});
}

Source inbox_source(const std::string& folder) {
  Source source;
  source.id = "inbox";
  source.name = "الملاحظات الواردة · Observations received";
  source.url = folder + "/";
  source.connector = Connector::kObservations;
  source.kind = ItemKind::kObservation;
  return source;
}

}  // namespace rasd
