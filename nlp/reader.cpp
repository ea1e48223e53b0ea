#include "nlp/reader.h"

#include <algorithm>

#include "base/utf8.h"
#include "nlp/classifier.h"
#include "nlp/encoder.h"
#include "nlp/features.h"
#include "nlp/language.h"
#include "nlp/near_duplicate.h"

namespace rasd {
namespace {

/// Signatures look at this much of a text: an archive dumped into one page must not cost seconds.
constexpr size_t kSigned = 20000;

/// What is known of an item after the fast pass.
struct FastRead {
  Annotation annotation;
  std::string text;  ///< as the classifier reads it; empty: there is nothing to read
  Margins margins{};
};

class FastReader : public Reader {
 public:
  FastReader(std::unique_ptr<LanguageReader> language, Classifier classifier)
      : language_(std::move(language)),
        classifier_(std::move(classifier)),
        version_(classifier_.version()) {}
  static Result<std::unique_ptr<FastReader>> open(const std::string& models_folder);

  FastRead read(const Article& article) const;
  Annotation annotate(const Article& article) const override { return read(article).annotation; }
  const std::string& version() const override { return version_; }

 private:
  std::unique_ptr<LanguageReader> language_;
  Classifier classifier_;
  std::string version_;
};

class DeepReader : public Reader {
 public:
  DeepReader(std::unique_ptr<FastReader> fast, Encoder encoder)
      : fast_(std::move(fast)),
        encoder_(std::move(encoder)),
        version_(std::string(encoder_.header().version) + "+" + fast_->version()) {}
  Annotation annotate(const Article& article) const override;
  const std::string& version() const override { return version_; }

 private:
  std::unique_ptr<FastReader> fast_;
  Encoder encoder_;
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

FastRead FastReader::read(const Article& article) const {
  FastRead read;
  Annotation& out = read.annotation;
  out.reader = "fast";
  out.model_version = version_;
  const std::string_view body = article.text.empty() ? article.lead : article.text;
  read.text = classifier_text(article.title, body);
  if (read.text.empty()) {
    out.language = "und";
    out.topic = "other";
    out.tone = "neutral";
    out.tone_p = {0, 1, 0};
    out.stance = "not_mentioned";
    out.stance_p = {0, 0, 0, 1};
    return read;
  }
  Language language = language_->detect(read.text);
  out.language = std::move(language.code);
  out.variety = std::move(language.variety);
  read.margins = classifier_.margins(extract_features(read.text, genre_of(article.kind)));
  note_labels(read.margins, classifier_.calibration(), out);
  out.minhash = minhash(clip_utf8(body, kSigned));
  return read;
}

Annotation DeepReader::annotate(const Article& article) const {
  FastRead read = fast_->read(article);
  Annotation& out = read.annotation;
  out.reader = "deep";
  out.model_version = version_;
  if (read.text.empty()) return out;
  const std::vector<std::vector<int32_t>> pieces{
      encoder_.pieces_of(genre_of(article.kind), read.text)};
  const Encoder::Header& header = encoder_.header();
  out.incident.clear();
  note_labels(mixed(encoder_.logits(pieces).front(), read.margins, header.mix), header.calibration,
              out);
  return out;
}

Result<std::unique_ptr<FastReader>> FastReader::open(const std::string& models_folder) {
  auto language = LanguageReader::open(models_folder);
  if (!language) return fail(language.error());
  auto classifier = Classifier::open(models_folder + "/labels.bin");
  if (!classifier) return fail(classifier.error());
  return std::make_unique<FastReader>(std::move(*language), std::move(*classifier));
}

}  // namespace

Result<std::unique_ptr<Reader>> Reader::open(const std::string& models_folder) {
  return FastReader::open(models_folder);
}

Result<std::unique_ptr<Reader>> Reader::open_deep(const std::string& models_folder) {
  auto fast = FastReader::open(models_folder);
  if (!fast) return fail(fast.error());
  auto encoder = Encoder::open(models_folder + "/deep.bin");
  if (!encoder) return fail(encoder.error());
  return std::make_unique<DeepReader>(std::move(*fast), std::move(*encoder));
}

}  // namespace rasd
