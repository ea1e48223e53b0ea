#include "nlp/reader.h"

#include <algorithm>

#include "base/utf8.h"
#include "nlp/classifier.h"
#include "nlp/features.h"
#include "nlp/language.h"
#include "nlp/near_duplicate.h"

namespace rasd {
namespace {

/// Signatures look at this much of a text: an archive dumped into one page must not cost seconds.
constexpr size_t kSigned = 20000;

class FastReader : public Reader {
 public:
  FastReader(std::unique_ptr<LanguageReader> language, Classifier classifier)
      : language_(std::move(language)),
        classifier_(std::move(classifier)),
        version_(classifier_.version()) {}

  Annotation annotate(const Article& article) const override;
  const std::string& version() const override { return version_; }

 private:
  std::unique_ptr<LanguageReader> language_;
  Classifier classifier_;
  std::string version_;
};

Genre genre_of(ItemKind kind) {
  return kind == ItemKind::kPost || kind == ItemKind::kComment ? Genre::kPost : Genre::kNews;
}

void note_labels(const Margins& margins, const Calibration& calibration, Annotation& out) {
  const auto p = probabilities(margins, calibration);
  const Decided decided = decide(margins, calibration);
  for (size_t k = 0; k < kIncidentCodes; ++k) {
    const std::string code(output_code(k));
    out.incident_p[code] = p[k];
    if (((decided.incident >> k) & 1U) != 0) out.incident.push_back(code);
  }
  std::stable_sort(out.incident.begin(), out.incident.end(), [&out](const auto& a, const auto& b) {
    return out.incident_p[a] > out.incident_p[b];
  });
  const size_t topics = outputs_of(Decision::kTopic).first;
  for (size_t k = 0; k < kTopics; ++k)
    out.topic_p[std::string(output_code(topics + k))] = p[topics + k];
  out.topic = topic_labels()[decided.topic].code;
  const auto tones = static_cast<std::ptrdiff_t>(outputs_of(Decision::kTone).first);
  std::copy_n(p.begin() + tones, kToneCount, out.tone_p.begin());
  out.tone = tone_labels()[decided.tone].code;
  const auto stances = static_cast<std::ptrdiff_t>(outputs_of(Decision::kStance).first);
  std::copy_n(p.begin() + stances, kStanceCount, out.stance_p.begin());
  out.stance = stance_labels()[decided.stance].code;
}

Annotation FastReader::annotate(const Article& article) const {
  Annotation out;
  out.reader = "fast";
  out.model_version = version_;
  const std::string_view body = article.text.empty() ? article.lead : article.text;
  const std::string text = classifier_text(article.title, body);
  if (text.empty()) {
    out.language = "und";
    out.topic = "other";
    out.tone = "neutral";
    out.tone_p = {0, 1, 0};
    out.stance = "not_mentioned";
    out.stance_p = {0, 0, 0, 1};
    return out;
  }
  Language language = language_->detect(text);
  out.language = std::move(language.code);
  out.variety = std::move(language.variety);
  note_labels(classifier_.margins(extract_features(text, genre_of(article.kind))),
              classifier_.calibration(), out);
  out.minhash = minhash(clip_utf8(body, kSigned));
  return out;
}

}  // namespace

Result<std::unique_ptr<Reader>> Reader::open(const std::string& models_folder) {
  auto language = LanguageReader::open(models_folder);
  if (!language) return fail(language.error());
  auto classifier = Classifier::open(models_folder + "/labels.bin");
  if (!classifier) return fail(classifier.error());
  return std::make_unique<FastReader>(std::move(*language), std::move(*classifier));
}

}  // namespace rasd
