#pragma once
#include <memory>

#include "store/sqlite.h"
#include "store/store.h"

namespace rasd {

/// A write connection to a prepared store, with the search tokenizer.
Result<std::unique_ptr<sql::Connection>> open_for_writing(const StoreOptions& options);
/// A read-only connection to a store of this version, with the search tokenizer.
Result<std::unique_ptr<sql::Connection>> open_for_reading(const StoreOptions& options);

}  // namespace rasd
