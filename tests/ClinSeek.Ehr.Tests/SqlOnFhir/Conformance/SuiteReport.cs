using System.Text.Encodings.Web;
using System.Text.Json;
using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Tests.SqlOnFhir.Conformance;

/// <summary>
/// The report that the registry of implementations reads: <c>{"basic.json":{"tests":[{"name":"...","result":{"passed":true}}]}}</c>.
/// </summary>
internal static class SuiteReport
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs every case of a folder and writes the report; gives the cases that passed and all, by tag.</summary>
    public static IReadOnlyDictionary<string, (int Passed, int All)> Write(string folder, ViewOptions options, Stream report)
    {
        var totals = new SortedDictionary<string, (int Passed, int All)>(StringComparer.Ordinal);
        using var writer = new Utf8JsonWriter(report, Readable);
        writer.WriteStartObject();
        foreach (SuiteFile file in SuiteFile.ReadFolder(folder))
        {
            writer.WriteStartObject(file.Name);
            writer.WriteStartArray("tests");
            foreach (SuiteCase test in file.Cases)
            {
                string? difference = test.Run(file.Resources, options);
                foreach (string tag in test.Tags.DefaultIfEmpty("untagged").Append("all"))
                {
                    (int passed, int all) = totals.GetValueOrDefault(tag);
                    totals[tag] = (passed + (difference is null ? 1 : 0), all + 1);
                }

                writer.WriteStartObject();
                writer.WriteString("name", test.Title);
                writer.WriteStartObject("result");
                writer.WriteBoolean("passed", difference is null);
                if (difference is not null)
                {
                    writer.WriteString("error", difference);
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        return totals;
    }
}
