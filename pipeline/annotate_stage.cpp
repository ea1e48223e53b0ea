#include "pipeline/annotate_stage.h"

#include <exception>
#include <optional>
#include <unordered_map>

#include "base/log.h"
#include "records/wire.h"

namespace rasd {
namespace {

constexpr size_t kMostBytes = size_t{1} << 20;  // of a quarantined text

Outcome quarantined(const Article& article, std::string reason, const Clock& clock) {
  Outcome out;
  out.item_id = article.item_id;
  out.source_id = article.source_id;
  out.url = article.url;
  out.state = ItemState::kQuarantined;
  out.stage = "annotate";
  out.reason = std::move(reason);
  out.at = clock.now();
  out.bytes = article.text.substr(0, kMostBytes);
  out.archive = article.archive;
  return out;
}

/// The record as it goes to the store.
std::string read_record(const Reader& reader, const Clock& clock, Suspects* suspects,
                        const Delivery& delivery) {
  auto record = decode(delivery.payload);
  if (!record) {
    Article unknown;
    unknown.item_id = delivery.id;
    unknown.text = delivery.payload;
    return encode(
        quarantined(unknown, "the record cannot be read: " + record.error().message, clock));
  }
  auto* article = std::get_if<Article>(&*record);
  if (!article) return delivery.payload;
  const std::optional<Suspects::Reading> reading =
      suspects ? suspects->begin(delivery.id) : std::nullopt;
  if (suspects && !reading)
    return encode(quarantined(*article, "brought the annotator down each time it was read", clock));
  AnnotatedArticle both;
  try {
    both.annotation = reader.annotate(*article);
  } catch (const std::exception& trouble) {  // a library's, about this one text
    return encode(
        quarantined(*article, std::string("the reader failed on it: ") + trouble.what(), clock));
  }
  both.article = std::move(*article);
  return encode(both);
}

}  // namespace

Result<void> annotate(const LinkContext& context, const Reader& reader, const Clock& clock,
                      const AnnotateOptions& options, std::stop_token stop) {
  auto receiver = LinkReceiver::open(context, options.articles);
  if (!receiver) return fail(receiver.error());
  auto sender = LinkSender::open(context, options.annotated);
  if (!sender) return fail(sender.error());

  std::unordered_map<std::string, Delivery> under_way;  // without payload: whom to answer
  while (!stop.stop_requested()) {
    for (const Acknowledgement& ack : sender->poll()) {
      const auto it = under_way.find(ack.id);
      if (it == under_way.end()) continue;
      receiver->acknowledge(it->second, ack.payload);
      under_way.erase(it);
    }
    for (Delivery& delivery : receiver->poll(16)) {
      const std::string id = delivery.id;
      const auto known = under_way.find(id);
      if (known != under_way.end()) {
        // It comes again (its crawler thought us dead): the newest asker gets the answer.
        delivery.payload.clear();
        known->second = std::move(delivery);
        continue;
      }
      std::string payload = read_record(reader, clock, options.suspects, delivery);
      receiver->beat();  // a batch of long texts on a slow machine must not pass for death
      delivery.payload.clear();
      delivery.payload.shrink_to_fit();
      under_way.emplace(id, std::move(delivery));
      sender->send(id, std::move(payload));
    }
    wait_for({receiver->socket(), sender->socket()}, nullptr, std::chrono::milliseconds{20});
  }
  return {};
}

}  // namespace rasd
