#pragma once

namespace rasd {

/// The SQL of each version, see migrations.h.
extern const char* const kSchemaV1;
extern const char* const kSchemaV2;

}  // namespace rasd
