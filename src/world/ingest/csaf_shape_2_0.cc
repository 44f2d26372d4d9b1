// The shape of a CSAF 2.0 document, written from the JSON schema of the standard (csaf_json_schema.json). A field that
// is not in these tables may hold anything, as there.

#include "world/ingest/csaf_shape.h"

namespace ingest::csaf {

namespace {

using enum Must;
using enum Many;

// ---- what several places have

constexpr Field acknowledgment_fields[] = {
    {"names", no, list}, {"organization"}, {"summary"}, {"urls", no, list, Is::uri}};
constexpr Shape acknowledgment{acknowledgment_fields, 1};

constexpr Field note_fields[] = {
    {"audience"},
    {"category", yes, one, Is::word, nullptr, "description details faq general legal_disclaimer other summary"},
    {"text", yes},
    {"title"}};
constexpr Shape note{note_fields};

constexpr Field reference_fields[] = {
    {"category", no, one, Is::word, nullptr, "external self"}, {"summary", yes}, {"url", yes, one, Is::uri}};
constexpr Shape reference{reference_fields};

// ---- document

constexpr Field severity_fields[] = {{"namespace", no, one, Is::uri}, {"text", yes}};
constexpr Shape severity{severity_fields};

constexpr Field tlp_fields[] = {{"label", yes, one, Is::word, nullptr, "AMBER GREEN RED WHITE"},
                                {"url", no, one, Is::uri}};
constexpr Shape tlp{tlp_fields};

constexpr Field distribution_fields[] = {{"text"}, {"tlp", no, one, Is::object, &tlp}};
constexpr Shape distribution{distribution_fields, 1};

constexpr Field publisher_fields[] = {
    {"category", yes, one, Is::word, nullptr, "coordinator discoverer other translator user vendor"},
    {"contact_details"},
    {"issuing_authority"},
    {"name", yes},
    {"namespace", yes, one, Is::uri}};
constexpr Shape publisher{publisher_fields};

constexpr Field engine_fields[] = {{"name", yes}, {"version"}};
constexpr Shape engine{engine_fields};

constexpr Field generator_fields[] = {{"date", no, one, Is::moment}, {"engine", yes, one, Is::object, &engine}};
constexpr Shape generator{generator_fields};

constexpr Field revision_fields[] = {
    {"date", yes, one, Is::moment}, {"legacy_version"}, {"number", yes, one, Is::version}, {"summary", yes}};
constexpr Shape revision{revision_fields};

constexpr Field tracking_fields[] = {{"aliases", no, set},
                                     {"current_release_date", yes, one, Is::moment},
                                     {"generator", no, one, Is::object, &generator},
                                     {"id", yes, one, Is::trimmed},
                                     {"initial_release_date", yes, one, Is::moment},
                                     {"revision_history", yes, list, Is::object, &revision},
                                     {"status", yes, one, Is::word, nullptr, "draft final interim"},
                                     {"version", yes, one, Is::version}};
constexpr Shape tracking{tracking_fields};

constexpr Field head_fields[] = {{"acknowledgments", no, list, Is::object, &acknowledgment},
                                 {"aggregate_severity", no, one, Is::object, &severity},
                                 {"category", yes, one, Is::category},
                                 {"csaf_version", yes, one, Is::word, nullptr, "2.0"},
                                 {"distribution", no, one, Is::object, &distribution},
                                 {"lang", no, one, Is::language},
                                 {"notes", no, list, Is::object, &note},
                                 {"publisher", yes, one, Is::object, &publisher},
                                 {"references", no, list, Is::object, &reference},
                                 {"source_lang", no, one, Is::language},
                                 {"title", yes},
                                 {"tracking", yes, one, Is::object, &tracking}};
constexpr Shape head{head_fields};

// ---- product tree

constexpr Field file_hash_fields[] = {{"algorithm", yes}, {"value", yes, one, Is::hash}};
constexpr Shape file_hash{file_hash_fields};

constexpr Field hash_fields[] = {{"file_hashes", yes, list, Is::object, &file_hash}, {"filename", yes}};
constexpr Shape hash{hash_fields};

constexpr Field generic_uri_fields[] = {{"namespace", yes, one, Is::uri}, {"uri", yes, one, Is::uri}};
constexpr Shape generic_uri{generic_uri_fields};

constexpr Field helper_fields[] = {{"cpe", no, one, Is::cpe},
                                   {"hashes", no, list, Is::object, &hash},
                                   {"model_numbers", no, set},
                                   {"purl", no, one, Is::purl},
                                   {"sbom_urls", no, list, Is::uri},
                                   {"serial_numbers", no, set},
                                   {"skus", no, list},
                                   {"x_generic_uris", no, list, Is::object, &generic_uri}};
constexpr Shape helper{helper_fields, 1};

constexpr Field product_fields[] = {
    {"name", yes}, {"product_id", yes}, {"product_identification_helper", no, one, Is::object, &helper}};
constexpr Shape product{product_fields};

extern const Shape branch;  // a branch holds branches
constexpr Field branch_fields[] = {
    {"branches", no, list, Is::object, &branch},
    {"category", yes, one, Is::word, nullptr,
     "architecture host_name language legacy patch_level product_family product_name product_version "
     "product_version_range service_pack specification vendor"},
    {"name", yes},
    {"product", no, one, Is::object, &product}};
constexpr Shape branch{branch_fields, 3, 3};

constexpr Field group_fields[] = {{"group_id", yes}, {"product_ids", yes, set_of_two}, {"summary"}};
constexpr Shape group{group_fields};

constexpr Field relationship_fields[] = {
    {"category", yes, one, Is::word, nullptr,
     "default_component_of external_component_of installed_on installed_with optional_component_of"},
    {"full_product_name", yes, one, Is::object, &product},
    {"product_reference", yes},
    {"relates_to_product_reference", yes}};
constexpr Shape relationship{relationship_fields};

constexpr Field tree_fields[] = {{"branches", no, list, Is::object, &branch},
                                 {"full_product_names", no, list, Is::object, &product},
                                 {"product_groups", no, list, Is::object, &group},
                                 {"relationships", no, list, Is::object, &relationship}};
constexpr Shape tree{tree_fields, 1};

// ---- vulnerabilities

constexpr Field cwe_fields[] = {{"id", yes, one, Is::weakness}, {"name", yes}};
constexpr Shape cwe{cwe_fields};

constexpr Field flag_fields[] = {
    {"date", no, one, Is::moment},
    {"group_ids", no, set},
    {"label", yes, one, Is::word, nullptr,
     "component_not_present inline_mitigations_already_exist vulnerable_code_cannot_be_controlled_by_adversary "
     "vulnerable_code_not_in_execute_path vulnerable_code_not_present"},
    {"product_ids", no, set}};
constexpr Shape flag{flag_fields};

constexpr Field id_fields[] = {{"system_name", yes}, {"text", yes}};
constexpr Shape id{id_fields};

constexpr Field involvement_fields[] = {
    {"date", no, one, Is::moment},
    {"party", yes, one, Is::word, nullptr, "coordinator discoverer other user vendor"},
    {"status", yes, one, Is::word, nullptr, "completed contact_attempted disputed in_progress not_contacted open"},
    {"summary"}};
constexpr Shape involvement{involvement_fields};

constexpr Field status_fields[] = {
    {"first_affected", no, set}, {"first_fixed", no, set},        {"fixed", no, set},
    {"known_affected", no, set}, {"known_not_affected", no, set}, {"last_affected", no, set},
    {"recommended", no, set},    {"under_investigation", no, set}};
constexpr Shape status{status_fields, 1};

constexpr Field restart_fields[] = {
    {"category", yes, one, Is::word, nullptr,
     "connected dependencies machine none parent service system vulnerable_component zone"},
    {"details"}};
constexpr Shape restart{restart_fields};

constexpr Field remediation_fields[] = {
    {"category", yes, one, Is::word, nullptr, "mitigation no_fix_planned none_available vendor_fix workaround"},
    {"date", no, one, Is::moment},
    {"details", yes},
    {"entitlements", no, list},
    {"group_ids", no, set},
    {"product_ids", no, set},
    {"restart_required", no, one, Is::object, &restart},
    {"url", no, one, Is::uri}};
constexpr Shape remediation{remediation_fields};

// What the CVSS objects hold is test 6.1.8.
constexpr Field score_fields[] = {
    {"cvss_v2", no, one, Is::object}, {"cvss_v3", no, one, Is::object}, {"products", yes, set}};
constexpr Shape score{score_fields, 2};

constexpr Field threat_fields[] = {{"category", yes, one, Is::word, nullptr, "exploit_status impact target_set"},
                                   {"date", no, one, Is::moment},
                                   {"details", yes},
                                   {"group_ids", no, set},
                                   {"product_ids", no, set}};
constexpr Shape threat{threat_fields};

constexpr Field vulnerability_fields[] = {{"acknowledgments", no, list, Is::object, &acknowledgment},
                                          {"cve", no, one, Is::cve},
                                          {"cwe", no, one, Is::object, &cwe},
                                          {"discovery_date", no, one, Is::moment},
                                          {"flags", no, set, Is::object, &flag},
                                          {"ids", no, set, Is::object, &id},
                                          {"involvements", no, set, Is::object, &involvement},
                                          {"notes", no, list, Is::object, &note},
                                          {"product_status", no, one, Is::object, &status},
                                          {"references", no, list, Is::object, &reference},
                                          {"release_date", no, one, Is::moment},
                                          {"remediations", no, list, Is::object, &remediation},
                                          {"scores", no, list, Is::object, &score},
                                          {"threats", no, list, Is::object, &threat},
                                          {"title"}};
constexpr Shape vulnerability{vulnerability_fields, 1};

constexpr Field root_fields[] = {{"document", yes, one, Is::object, &head},
                                 {"product_tree", no, one, Is::object, &tree},
                                 {"vulnerabilities", no, list, Is::object, &vulnerability}};

}  // namespace

constinit const Shape root_2_0{root_fields};

}  // namespace ingest::csaf
