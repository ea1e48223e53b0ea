#include "cli/inspect.h"
#include "crawler/page.h"

namespace rasd {
namespace {

void put_date(JsonWriter& answer, const char* key, const std::optional<StatedDate>& date) {
  if (date)
    put(answer, key, to_string(*date));
  else
    put_null(answer, key);
}

void put_links(JsonWriter& answer, const std::vector<PageLink>& links) {
  put_key(answer, "links");
  answer.StartArray();
  for (const PageLink& link : links) {
    answer.StartObject();
    put(answer, "url", link.url);
    put(answer, "text", link.text);
    answer.EndObject();
  }
  answer.EndArray();
}

void put_comments(JsonWriter& answer, const std::vector<PageComment>& comments) {
  put_key(answer, "comments");
  answer.StartArray();
  for (const PageComment& comment : comments) {
    answer.StartObject();
    put(answer, "id", comment.id);
    put(answer, "author", comment.author);
    put_date(answer, "published", comment.published);
    put(answer, "text", comment.text);
    answer.EndObject();
  }
  answer.EndArray();
}

}  // namespace

Result<InspectStage> inspect_page(const InspectOptions& options) {
  return [links = options.links](const rapidjson::Value& task, JsonWriter& answer) -> Result<void> {
    const auto bytes = task_bytes(task);
    if (!bytes) return fail(bytes.error());
    PageContext context;
    context.url = get_string(task, "url");
    context.content_type = get_string(task, "content_type");
    context.links = links;
    context.comments = links;
    if (const std::string_view fetched = get_string(task, "fetched"); !fetched.empty()) {
      const auto at = parse_rfc3339(fetched);
      if (!at) return fail(at.error());
      context.fetched = *at;
    }
    const ExtractedPage page = read_page(*bytes, context);
    put(answer, "url", context.url);
    put(answer, "canonical", page.canonical);
    put(answer, "charset", page.charset);
    put(answer, "title", page.title);
    put(answer, "text", page.text);
    put(answer, "lead", page.lead);
    put(answer, "byline", page.byline);
    put_date(answer, "published", page.published);
    put_date(answer, "updated", page.updated);
    put(answer, "language", page.language);
    put(answer, "section", page.section);
    put(answer, "image", page.image);
    put(answer, "site_name", page.site_name);
    put(answer, "kind", name(page.kind));
    if (page.truncated) put(answer, "truncated", true);
    if (links) {
      put_links(answer, page.links);
      put_comments(answer, page.comments);
    }
    return {};
  };
}

}  // namespace rasd
