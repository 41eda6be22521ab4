namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>
/// Twenty models in one, told apart by the question's number; each does something else that takes more than one call: it is
/// nudged, ignores evidence, writes broken arguments, goes round in circles, cites what is not there. The same request always
/// gets the same answer.
/// </summary>
internal static class CrashScript
{
    public static ModelReply Reply(ModelRequest request)
    {
        int number = request.CaseNumber;
        if (request.FinishOnly || request.Step > 2 + (number % 4))
        {
            return Finish(request, grounded: number % 5 != 4 || request.SentBack);
        }

        if (number % 7 == 6)
        {
            return ModelReply.Call(("ehr_get_latest_records", new { table_name = "observation", n = 10 }));
        }

        return (number % 4, request.Step) switch
        {
            (1, 2) when !request.Says("You called no tool") => ModelReply.Say("I think it is the heart."),
            (2, >= 2) when !request.Says("New evidence came in") => ModelReply.Call(Seek(request.Step)),
            (2, >= 2) => ModelReply.Call(Weigh(request.Step)),
            (3, 2) when !request.Says("valid JSON") => ModelReply.Call(("ehr_run_sql_query", "{broken")),
            _ => ModelReply.Call([Weigh(request.Step), .. Seek(request.Step)]),
        };
    }

    private static (string, object) Weigh(int step) => step == 1
        ? ("update_hypotheses", new
        {
            changes = new[]
            {
                new { hypothesis = "heart_failure", kind = "proposed", name = "Acute heart failure", weight = 0.5 },
                new { hypothesis = "pulmonary_embolism", kind = "proposed", name = "Pulmonary embolism", weight = 0.3 },
            },
        })
        : ("update_hypotheses", new { changes = new[] { new { hypothesis = "heart_failure", kind = "supported", weight = 0.5 + (step * 0.05), evidence = new[] { $"e{step - 1}.1" } } } });

    private static (string, object)[] Seek(int step) => step == 1
        ? [("ehr_get_latest_records", new { table_name = "observation", n = 10 }), ("ehr_get_table_names", new { })]
        : [("ehr_run_sql_query", new { sql_query = $"SELECT row, resource, display, value_num, unit FROM observation WHERE row > 0 ORDER BY row LIMIT {step + 3}" }), ("browser_search", new { query = $"natriuretic peptide {step}", topn = 2 })];

    private static ModelReply Finish(ModelRequest request, bool grounded) => ModelReply.Call(("finish", new
    {
        answer = "Acute heart failure",
        claims = new[] { new { text = "A natriuretic peptide was measured.", citations = new[] { new { evidence = grounded ? "e1.1" : "e9.9", quote = "NT-proBNP" } } } },
    }));
}
