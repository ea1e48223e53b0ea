#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "cli/inspect.h"
#include "nlp/reader.h"
#include "records/source.h"

namespace rasd {
namespace {

template <size_t n>
void put_shares(JsonWriter& answer, std::string_view key,
                const std::array<std::string_view, n>& labels, const std::array<float, n>& p) {
  put_key(answer, key);
  answer.StartObject();
  for (size_t i = 0; i < n; ++i) put(answer, labels[i], static_cast<double>(p[i]));
  answer.EndObject();
}

void put_shares(JsonWriter& answer, std::string_view key, const std::map<std::string, float>& p) {
  put_key(answer, key);
  answer.StartObject();
  for (const auto& [label, share] : p) put(answer, label, static_cast<double>(share));
  answer.EndObject();
}

void put_annotation(JsonWriter& answer, const Annotation& a) {
  put(answer, "reader", a.reader);
  put(answer, "model_version", a.model_version);
  put(answer, "language", a.language);
  put(answer, "variety", a.variety);
  put_key(answer, "incident");
  answer.StartArray();
  for (const std::string& code : a.incident) put_value(answer, code);
  answer.EndArray();
  put_shares(answer, "incident_p", a.incident_p);
  put(answer, "topic", a.topic);
  put_shares(answer, "topic_p", a.topic_p);
  put(answer, "tone", a.tone);
  put_shares(answer, "tone_p", kTones, a.tone_p);
  put(answer, "stance", a.stance);
  put_shares(answer, "stance_p", kStances, a.stance_p);
}

/// Both readers, each opened when it is first asked for. Thread-safe.
class Readers {
 public:
  explicit Readers(std::string models) : models_(std::move(models)) {}
  Result<const Reader*> fast() {
    std::call_once(fast_once_, [this] { fast_.emplace(Reader::open(models_)); });
    return borrowed(*fast_);
  }
  Result<const Reader*> deep() {
    std::call_once(deep_once_, [this] { deep_.emplace(Reader::open_deep(models_)); });
    return borrowed(*deep_);
  }

 private:
  using Opened = Result<std::unique_ptr<Reader>>;
  static Result<const Reader*> borrowed(const Opened& opened) {
    if (!opened) return fail(opened.error());
    return opened->get();
  }
  std::string models_;
  std::once_flag fast_once_;
  std::once_flag deep_once_;
  std::optional<Opened> fast_;
  std::optional<Opened> deep_;
};

}  // namespace

Result<InspectStage> inspect_text(const InspectOptions& options) {
  // Shared: a std::function must be copyable, and its copies read the same immutable models.
  const auto readers = std::make_shared<Readers>(options.models);
  if (auto fast = readers->fast(); !fast) return fail(fast.error());
  return [readers](const rapidjson::Value& task, JsonWriter& answer) -> Result<void> {
    const auto wanted = get_string(task, "reader", "fast");
    if (wanted != "fast" && wanted != "deep")
      return fail(ErrorKind::kUsage, "reader must be fast or deep");
    const auto reader = wanted == "deep" ? readers->deep() : readers->fast();
    if (!reader) return fail(reader.error());
    Article article;
    if (!parse(get_string(task, "kind", "news"), article.kind)) {
      return fail(ErrorKind::kUsage, "kind must be news, post, comment, statement or observation");
    }
    article.title = to_valid_utf8(get_string(task, "title"));
    if (task.HasMember("path") || task.HasMember("body")) {
      auto bytes = task_bytes(task);
      if (!bytes) return fail(bytes.error());
      article.text = to_valid_utf8(*bytes);
    } else {
      article.text = to_valid_utf8(get_string(task, "text"));
    }
    put_annotation(answer, (*reader)->annotate(article));
    return {};
  };
}

}  // namespace rasd
