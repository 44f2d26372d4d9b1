// Identifiers in one form, and what identifies nothing.

#include "world/inventory/identifier.h"

#include <gtest/gtest.h>

namespace {

using enum inventory::IdentifierKind;
using inventory::identifying;

TEST(Identifying, SerialNumbersAreLettersAndDigits) {
  EXPECT_EQ(identifying(serial, " 5cg-1234 X "), "5CG1234X");
  EXPECT_EQ(identifying(serial, "VMware-56 4d 1a"), "VMWARE564D1A");
}

TEST(Identifying, PlaceholdersAreNoSerialNumbers) {
  for (const char* text : {"", "To Be Filled By O.E.M.", "Default string", "System Serial Number", "None", "0000000",
                           "N/A", "1234", "............", "XXXXXXX", "123456789"}) {
    EXPECT_EQ(identifying(serial, text), "") << text;
  }
}

TEST(Identifying, CardsAreTwelveHexDigitsOfAMaker) {
  for (const char* text : {"00:1A:2b:3C:4d:5E", "00-1a-2b-3c-4d-5e", "001a.2b3c.4d5e", "001A2B3C4D5E"}) {
    EXPECT_EQ(identifying(mac, text), "001a2b3c4d5e") << text;
  }
  for (const char* text : {"", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01", "02:42:ac:11:00:02",
                           "00:1a:2b:3c:4d", "00:1a:2b:3c:4d:5e:6f", "eth0"}) {
    EXPECT_EQ(identifying(mac, text), "") << text;
  }
}

TEST(Identifying, NamesAreWithoutTheirDomain) {
  EXPECT_EQ(identifying(name, "WS-12.trust.nhs.uk"), "ws-12");
  for (const char* text : {"", "10.0.0.7", "fe80::1", "localhost", "Unknown"}) {
    EXPECT_EQ(identifying(name, text), "") << text;
  }
}

TEST(Identifying, IdsOfADirectoryAreWithoutBraces) {
  EXPECT_EQ(identifying(directory, "{3F2504E0-4F89-11D3-9A0C-0305E82C3301}"), "3f2504e0-4f89-11d3-9a0c-0305e82c3301");
  EXPECT_EQ(identifying(directory, "00000000-0000-0000-0000-000000000000"), "");
}

}  // namespace
