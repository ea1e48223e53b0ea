#include "pipeline/annotate_stage.h"

#include <exception>
#include <unordered_map>

#include "base/log.h"
#include "records/wire.h"

namespace rasd {
namespace {

/// The record as it goes to the store.
std::string read_record(const Reader& reader, const Clock& clock, const Delivery& delivery) {
  auto record = decode(delivery.payload);
  if (!record) {
    Outcome out;
    out.item_id = delivery.id;
    out.state = ItemState::kQuarantined;
    out.stage = "annotate";
    out.reason = "the record cannot be read: " + record.error().message;
    out.at = clock.now();
    out.bytes = delivery.payload.substr(0, size_t{1} << 20);
    return encode(out);
  }
  auto* article = std::get_if<Article>(&*record);
  if (!article) return delivery.payload;
  AnnotatedArticle both;
  try {
    both.annotation = reader.annotate(*article);
  } catch (const std::exception& trouble) {  // a library's, about this one text
    Outcome out;
    out.item_id = article->item_id;
    out.source_id = article->source_id;
    out.url = article->url;
    out.state = ItemState::kQuarantined;
    out.stage = "annotate";
    out.reason = std::string("the reader failed on it: ") + trouble.what();
    out.at = clock.now();
    out.bytes = article->text.substr(0, size_t{1} << 20);
    out.archive = article->archive;
    return encode(out);
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
      std::string payload = read_record(reader, clock, delivery);
      delivery.payload.clear();
      delivery.payload.shrink_to_fit();
      const std::string id = delivery.id;
      // A record that comes again (its crawler thought us dead) is answered to the newest asker.
      under_way[id] = std::move(delivery);
      sender->send(id, std::move(payload));
    }
    wait_for({receiver->socket(), sender->socket()}, nullptr, std::chrono::milliseconds{20});
  }
  return {};
}

}  // namespace rasd
