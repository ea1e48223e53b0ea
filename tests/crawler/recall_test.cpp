#include "crawler/recall.h"

#include <gtest/gtest.h>

#include "tests/crawler/small_site.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

TEST(Recall, WhatTheListsNamedHasAnEnd) {
  const TempFolder folder;
  EXPECT_TRUE(read_recall(folder.path())->empty()) << "nothing was crawled";
  Site site;
  const Source paper = source_of("paper", list_of(site, 1, 5), Connector::kListPage);
  site.put("/2026/11/24/story-3", "", 404);
  Harvest harvest = crawl_once(folder.path(), {paper});
  ASSERT_EQ(harvest.pages.size(), 4u);
  const auto recall = read_recall(folder.path());
  ASSERT_TRUE(recall) << recall.error().message;
  ASSERT_EQ(recall->size(), 1u);
  const SourceRecall& one = recall->at("paper");
  EXPECT_EQ(one.listed(), 5u);
  EXPECT_EQ(one.of(ItemState::kStored), 4u);
  EXPECT_EQ(one.of(ItemState::kFailed), 1u);
  EXPECT_EQ(one.missed(), 1u);
  EXPECT_EQ(one.pending, 0u);
}

}  // namespace
}  // namespace rasd
