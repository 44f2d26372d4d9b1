// The shape of a CSAF 2.1 document, written from the JSON schema of the standard (csaf.json). No other fields may be.
// Objects without a shape have tests of their own: CVSS 6.1.8, SSVC 6.1.46, extensions 6.1.60.

#include "world/ingest/csaf_shape.h"

namespace ingest::csaf {

namespace {

using enum Must;
using enum Many;

constexpr std::size_t any = static_cast<std::size_t>(-1);
constexpr Field extensions{"x_extensions", no, set, Is::object};

// ---- what several places have

constexpr Field acknowledgment_fields[] = {
    {"names", no, list}, {"organization"}, {"summary"}, {"urls", no, list, Is::uri}};
constexpr Shape acknowledgment{acknowledgment_fields, 1, any, true};

constexpr Field note_fields[] = {
    {"audience"},
    {"category", yes, one, Is::word, nullptr, "description details faq general legal_disclaimer other summary"},
    {"group_ids", no, set},
    {"product_ids", no, set},
    {"text", yes},
    {"title"}};
constexpr Shape note{note_fields, 0, any, true};

constexpr Field reference_fields[] = {
    {"category", no, one, Is::word, nullptr, "external self"}, {"summary", yes}, {"url", yes, one, Is::uri}};
constexpr Shape reference{reference_fields, 0, any, true};

// ---- document

constexpr Field severity_fields[] = {{"namespace", no, one, Is::uri}, {"text", yes}};
constexpr Shape severity{severity_fields, 0, any, true};

constexpr Field group_sharing_fields[] = {{"id", yes, one, Is::uuid}, {"name"}};
constexpr Shape group_sharing{group_sharing_fields, 0, any, true};

constexpr Field tlp_fields[] = {{"label", yes, one, Is::word, nullptr, "AMBER AMBER+STRICT CLEAR GREEN RED"},
                                {"url", no, one, Is::uri}};
constexpr Shape tlp{tlp_fields, 0, any, true};

constexpr Field distribution_fields[] = {
    {"sharing_group", no, one, Is::object, &group_sharing}, {"text"}, {"tlp", yes, one, Is::object, &tlp}};
constexpr Shape distribution{distribution_fields, 0, any, true};

constexpr Field publisher_fields[] = {
    {"category", yes, one, Is::word, nullptr, "coordinator discoverer multiplier other translator user vendor"},
    {"contact_details"},
    {"issuing_authority"},
    {"name", yes},
    {"namespace", yes, one, Is::uri}};
constexpr Shape publisher{publisher_fields, 0, any, true};

constexpr Field engine_fields[] = {{"name", yes}, {"version"}};
constexpr Shape engine{engine_fields, 0, any, true};

constexpr Field generator_fields[] = {{"date", no, one, Is::moment}, {"engine", yes, one, Is::object, &engine}};
constexpr Shape generator{generator_fields, 0, any, true};

constexpr Field revision_fields[] = {
    {"date", yes, one, Is::moment}, {"legacy_version"}, {"number", yes, one, Is::version}, {"summary", yes}};
constexpr Shape revision{revision_fields, 0, any, true};

constexpr Field tracking_fields[] = {{"aliases", no, set},
                                     {"current_release_date", yes, one, Is::moment},
                                     {"generator", no, one, Is::object, &generator},
                                     {"id", yes, one, Is::trimmed},
                                     {"initial_release_date", yes, one, Is::moment},
                                     {"revision_history", yes, list, Is::object, &revision},
                                     {"status", yes, one, Is::word, nullptr, "draft final interim"},
                                     {"version", yes, one, Is::version}};
constexpr Shape tracking{tracking_fields, 0, any, true};

constexpr Field head_fields[] = {{"acknowledgments", no, list, Is::object, &acknowledgment},
                                 {"aggregate_severity", no, one, Is::object, &severity},
                                 {"category", yes, one, Is::category},
                                 {"csaf_version", yes, one, Is::word, nullptr, "2.1"},
                                 {"distribution", yes, one, Is::object, &distribution},
                                 {"lang", no, one, Is::language},
                                 {"license_expression"},
                                 {"notes", no, list, Is::object, &note},
                                 {"publisher", yes, one, Is::object, &publisher},
                                 {"references", no, list, Is::object, &reference},
                                 {"source_lang", no, one, Is::language},
                                 {"title", yes},
                                 {"tracking", yes, one, Is::object, &tracking},
                                 extensions};
constexpr Shape head{head_fields, 0, any, true};

// ---- product tree

constexpr Field file_hash_fields[] = {{"algorithm", yes, one, Is::algorithm}, {"value", yes, one, Is::small_hash}};
constexpr Shape file_hash{file_hash_fields, 0, any, true};

constexpr Field hash_fields[] = {{"file_hashes", yes, set, Is::object, &file_hash}, {"filename", yes}};
constexpr Shape hash{hash_fields, 0, any, true};

constexpr Field generic_uri_fields[] = {{"namespace", yes, one, Is::uri}, {"uri", yes, one, Is::uri}};
constexpr Shape generic_uri{generic_uri_fields, 0, any, true};

constexpr Field helper_fields[] = {{"cpe", no, one, Is::cpe},
                                   {"hashes", no, set, Is::object, &hash},
                                   {"model_numbers", no, set},
                                   {"purls", no, set, Is::purl},
                                   {"sbom_urls", no, set, Is::uri},
                                   {"serial_numbers", no, set},
                                   {"skus", no, set},
                                   {"x_generic_uris", no, set, Is::object, &generic_uri}};
constexpr Shape helper{helper_fields, 1, any, true};

constexpr Field product_fields[] = {
    {"name", yes}, {"product_id", yes}, {"product_identification_helper", no, one, Is::object, &helper}, extensions};
constexpr Shape product{product_fields, 0, any, true};

extern const Shape branch;  // a branch holds branches
constexpr Field branch_fields[] = {
    {"branches", no, list, Is::object, &branch},
    {"category", yes, one, Is::word, nullptr,
     "architecture host_name language patch_level platform product_family product_name product_version "
     "product_version_range service_pack specification vendor"},
    {"name", yes},
    {"product", no, one, Is::object, &product}};
constexpr Shape branch{branch_fields, 3, 3, true};

constexpr Field group_fields[] = {{"group_id", yes}, {"product_ids", yes, set_of_two}, {"summary"}};
constexpr Shape group{group_fields, 0, any, true};

constexpr Field subpath_fields[] = {
    {"category", yes, one, Is::word, nullptr,
     "default_component_of external_component_of installed_on installed_with optional_component_of"},
    {"next_product_reference", yes}};
constexpr Shape subpath{subpath_fields, 0, any, true};

constexpr Field path_fields[] = {{"beginning_product_reference", yes},
                                 {"full_product_name", yes, one, Is::object, &product},
                                 {"subpaths", yes, list, Is::object, &subpath}};
constexpr Shape path{path_fields, 0, any, true};

constexpr Field tree_fields[] = {{"branches", no, list, Is::object, &branch},
                                 {"full_product_names", no, list, Is::object, &product},
                                 {"product_groups", no, list, Is::object, &group},
                                 {"product_paths", no, list, Is::object, &path}};
constexpr Shape tree{tree_fields, 1, any, true};

// ---- vulnerabilities

constexpr Field cwe_fields[] = {
    {"id", yes, one, Is::weakness}, {"name", yes, one, Is::category}, {"version", yes, one, Is::weakness_list}};
constexpr Shape cwe{cwe_fields, 0, any, true};

constexpr Field exploitation_fields[] = {{"date", yes, one, Is::moment},
                                         {"exploitation_date", yes, one, Is::moment},
                                         {"group_ids", no, set},
                                         {"product_ids", no, set}};
constexpr Shape exploitation{exploitation_fields, 3, any, true};

constexpr Field flag_fields[] = {
    {"date", no, one, Is::moment},
    {"group_ids", no, set},
    {"label", yes, one, Is::word, nullptr,
     "component_not_present inline_mitigations_already_exist vulnerable_code_cannot_be_controlled_by_adversary "
     "vulnerable_code_not_in_execute_path vulnerable_code_not_present"},
    {"product_ids", no, set}};
constexpr Shape flag{flag_fields, 0, any, true};

constexpr Field id_fields[] = {{"group_ids", no, set}, {"product_ids", no, set}, {"system_name", yes}, {"text", yes}};
constexpr Shape id{id_fields, 0, any, true};

constexpr Field involvement_fields[] = {
    {"contact"},
    {"date", no, one, Is::moment},
    {"group_ids", no, set},
    {"party", yes, one, Is::word, nullptr, "coordinator discoverer other user vendor"},
    {"product_ids", no, set},
    {"status", yes, one, Is::word, nullptr, "completed contact_attempted disputed in_progress not_contacted open"},
    {"summary"}};
constexpr Shape involvement{involvement_fields, 0, any, true};

constexpr Field epss_fields[] = {
    {"percentile", yes, one, Is::share}, {"probability", yes, one, Is::share}, {"timestamp", yes, one, Is::moment}};
constexpr Shape epss{epss_fields, 0, any, true};

constexpr Field content_fields[] = {
    {"cvss_v2", no, one, Is::object},
    {"cvss_v3", no, one, Is::object},
    {"cvss_v4", no, one, Is::object},
    {"epss", no, one, Is::object, &epss},
    {"qualitative_severity_rating", no, one, Is::word, nullptr, "critical high low medium none"},
    {"ssvc_v2", no, one, Is::object},
    extensions};
constexpr Shape content{content_fields, 1, any, true};

constexpr Field metric_fields[] = {
    {"content", yes, one, Is::object, &content}, {"products", yes, set}, {"source", no, one, Is::uri}};
constexpr Shape metric{metric_fields, 0, any, true};

constexpr Field status_fields[] = {
    {"first_affected", no, set}, {"first_fixed", no, set},         {"fixed", no, set},
    {"known_affected", no, set}, {"known_not_affected", no, set},  {"last_affected", no, set},
    {"recommended", no, set},    {"under_investigation", no, set}, {"unknown", no, set}};
constexpr Shape status{status_fields, 1, any, true};

constexpr Field restart_fields[] = {
    {"category", yes, one, Is::word, nullptr,
     "connected dependencies machine none parent service system vulnerable_component zone"},
    {"details"}};
constexpr Shape restart{restart_fields, 0, any, true};

constexpr Field remediation_fields[] = {
    {"category", yes, one, Is::word, nullptr,
     "fix_planned mitigation no_fix_planned none_available optional_patch vendor_fix workaround"},
    {"date", no, one, Is::moment},
    {"details", yes},
    {"entitlements", no, list},
    {"group_ids", no, set},
    {"product_ids", no, set},
    {"restart_required", no, one, Is::object, &restart},
    {"url", no, one, Is::uri}};
constexpr Shape remediation{remediation_fields, 0, any, true};

constexpr Field threat_fields[] = {{"category", yes, one, Is::word, nullptr, "exploit_status impact target_set"},
                                   {"date", no, one, Is::moment},
                                   {"details", yes},
                                   {"group_ids", no, set},
                                   {"product_ids", no, set}};
constexpr Shape threat{threat_fields, 0, any, true};

constexpr Field vulnerability_fields[] = {{"acknowledgments", no, list, Is::object, &acknowledgment},
                                          {"cve", no, one, Is::cve},
                                          {"cwes", no, set, Is::object, &cwe},
                                          {"disclosure_date", no, one, Is::moment},
                                          {"discovery_date", no, one, Is::moment},
                                          {"first_known_exploitation_dates", no, set, Is::object, &exploitation},
                                          {"flags", no, set, Is::object, &flag},
                                          {"ids", no, set, Is::object, &id},
                                          {"involvements", no, set, Is::object, &involvement},
                                          {"metrics", no, set, Is::object, &metric},
                                          {"notes", no, list, Is::object, &note},
                                          {"product_status", no, one, Is::object, &status},
                                          {"references", no, list, Is::object, &reference},
                                          {"remediations", no, list, Is::object, &remediation},
                                          {"threats", no, list, Is::object, &threat},
                                          {"title"},
                                          extensions};
constexpr Shape vulnerability{vulnerability_fields, 1, any, true};

constexpr Field root_fields[] = {
    {"$schema", yes, one, Is::word, nullptr, "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json"},
    {"document", yes, one, Is::object, &head},
    {"product_tree", no, one, Is::object, &tree},
    {"vulnerabilities", no, list, Is::object, &vulnerability},
    extensions};

}  // namespace

constinit const Shape root_2_1{root_fields, 0, any, true};

}  // namespace ingest::csaf
