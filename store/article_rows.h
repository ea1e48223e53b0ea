#pragma once
#include <optional>
#include <string>

#include "records/article.h"
#include "records/ledger.h"
#include "store/sqlite.h"
#include "store/writer.h"

/// The rows that one item leaves, written inside the writer's transaction.
namespace rasd {

/// See Writer: published when credible, else fetched.
Instant item_time(const Article& article);

/// Why an article cannot be stored as it is, in plain words; empty when it can.
std::string fault_of(const Article& article);

/// The stored item that this one repeats, by the rules of Writer::commit, and how.
struct Repeats {
  std::string item_id;
  std::string reason;
};
Result<std::optional<Repeats>> find_repeated(sql::Connection& db, const Article& article);

/// items, article_texts, article_search, attachments, annotations and item_incidents of a new item.
Result<void> insert_article(sql::Connection& db, const AnnotatedArticle& both,
                            const Placement& placement, Instant now);

/// Adds or replaces a reader's annotation of a stored item, and its current labels when it wins.
/// False when the item is not stored.
Result<bool> annotate_again(sql::Connection& db, const std::string& item_id,
                            const Annotation& annotation, Instant now);

/// Writes or replaces the ledger row, and keeps or drops the quarantined bytes with it.
Result<void> put_ledger(sql::Connection& db, const Outcome& outcome);

Result<void> put_source(sql::Connection& db, const Source& source);
Result<void> put_poll(sql::Connection& db, const SourcePoll& poll);
/// A source known by id alone (replay, imports): written once, never over a configured one.
Result<void> put_source_name(sql::Connection& db, const std::string& source_id);

}  // namespace rasd
