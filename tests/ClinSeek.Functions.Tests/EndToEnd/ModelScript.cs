namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>A model that works as it should: proposes, looks things up, weighs, and cites what it was shown.</summary>
internal static class ModelScript
{
    public static ModelReply Honest(ModelRequest request) => request.Step switch
    {
        1 => ModelReply.Call(
            ("update_hypotheses", new
            {
                changes = new[]
                {
                    new { hypothesis = "heart_failure", kind = "proposed", name = "Acute heart failure", weight = 0.5 },
                    new { hypothesis = "pulmonary_embolism", kind = "proposed", name = "Pulmonary embolism", weight = 0.3 },
                },
            }),
            ("ehr_get_latest_records", new { table_name = "observation", n = 10 }),
            ("browser_search", new { query = "natriuretic peptide heart failure", topn = 3 })),
        2 => ModelReply.Call(
            ("update_hypotheses", new { changes = new[] { new { hypothesis = "heart_failure", kind = "supported", weight = 0.8, evidence = new[] { "e1.1" }, reason = "the peptide" } } }),
            ("ehr_run_sql_query", new { sql_query = "SELECT row, resource, display, value_num, unit FROM observation WHERE code = '33762-6'" }),
            ("ehr_get_latest_records", new { table_name = "patient", n = 1 })),
        _ => Finish("e2.1", request.Quote("e2.1", "NT-proBNP"), request.Quote("e1.2", "(?i)natriuretic peptide")),
    };

    public static ModelReply Finish(string evidence, string quote, string passage) => ModelReply.Call(
        ("update_hypotheses", new { changes = new[] { new { hypothesis = "pulmonary_embolism", kind = "refuted", weight = 0.05, evidence = new[] { "e2.1" } } } }),
        ("finish", new
        {
            answer = "Acute heart failure",
            claims = new[]
            {
                new { text = "The natriuretic peptide is raised.", citations = new[] { new { evidence, quote } } },
                new { text = "Natriuretic peptides speak for heart failure.", citations = new[] { new { evidence = "e1.2", quote = passage } } },
            },
            would_change = new[] { "an echocardiogram" },
        }));
}
