#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/article.h"
#include "store/items.h"
#include "store/store.h"

namespace rasd {

/// How far people have got with an observation received.
enum class ObservationState { kNew, kToCheck, kLinked, kUnverifiable, kClosed };
std::string_view name(ObservationState state);  // "new", "to_check", "linked", …
bool parse(std::string_view text, ObservationState& state);

/// A step somebody took, as it stands in an observation's history.
struct ObservationStep {
  ObservationState state = ObservationState::kNew;
  std::string linked_to;  ///< kLinked: the item it belongs with
  std::string note;
  std::string user;
  Instant at{};
};

/// An observation as the inbox lists it.
struct ObservationLine {
  ItemLine item;
  ObservationStep last;  ///< `user` is empty while nobody touched it
  size_t attachments = 0;
};

/// The observations in a state (any: nothing given), newest first.
Result<std::vector<ObservationLine>> list_observations(StoreReader& reader,
                                                       std::optional<ObservationState> state,
                                                       Slice slice = {});
/// How many are in each state, in the order of the enumeration.
Result<std::array<uint64_t, 5>> count_observations(StoreReader& reader);
/// What was done with one, oldest first.
Result<std::vector<ObservationStep>> read_observation_steps(StoreReader& reader,
                                                            const std::string& item_id);
/// The files that came with an item, in their order.
Result<std::vector<Attachment>> read_attachments(StoreReader& reader, const std::string& item_id);

/// People's work on the inbox, on its own write connection. Steps are only ever added; each is in
/// the audit log.
class ObservationBook {
 public:
  static Result<ObservationBook> open(const StoreOptions& options, const Clock& clock);
  ObservationBook(ObservationBook&&) noexcept;
  ObservationBook& operator=(ObservationBook&&) noexcept;
  ~ObservationBook();

  /// Fails with kNotFound when no observation has that id, or `linked_to` names no stored item;
  /// with kUsage when kLinked names none, or the note is longer than 2,000 bytes.
  Result<void> add_step(const std::string& item_id, ObservationState state,
                        const std::string& linked_to, const std::string& note,
                        const std::string& user);

 private:
  struct Impl;
  explicit ObservationBook(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rasd
