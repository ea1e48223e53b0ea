#pragma once
#include <optional>
#include <string>

#include "store/audit_draw.h"
#include "store/sqlite.h"
#include "store/tags.h"

/// The rows behind TagBook, each read or written inside its transaction.
namespace rasd {

/// A tag as it is written: `uid` is made from its content, so that an import is an upsert.
struct TagRow {
  NewTag tag;
  Instant at{};
  std::string uid;
  std::optional<std::string> undone_by;
};

/// The lease that the user still holds in the queue.
Result<std::optional<Lease>> held_lease(sql::Connection& db, const std::string& user,
                                        TagQueue queue);
/// The next free item of the open audit samples, of the learning queue.
Result<std::optional<Lease>> next_audit(sql::Connection& db, const std::string& user);
Result<std::optional<Lease>> next_unsure(sql::Connection& db, const std::string& user);
Result<void> put_lease(sql::Connection& db, const Lease& lease);

/// kNotFound for an unknown item, kUsage for an audit tag that no logged draw asked for.
Result<void> expect_taggable(sql::Connection& db, const NewTag& tag);
/// The new row's id, or 0 when the very same tag is there.
Result<int64_t> insert_tag(sql::Connection& db, const TagRow& row);
/// Brings items.tagged and the audit samples' state in line with the standing tags of an item.
Result<void> settle_item(sql::Connection& db, const std::string& item_id);

Result<void> insert_design(sql::Connection& db, const DrawnDesign& drawn);
Result<void> insert_sampled(sql::Connection& db, const std::string& design_id, size_t position,
                            const Draw& draw, const FrameItem& item);

}  // namespace rasd
