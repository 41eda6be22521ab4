using System.Globalization;
using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Tools;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Ehr.Tests.Testing;

/// <summary>Short ways to a record and its answers.</summary>
internal static class Chart
{
    public const string Patient = """{"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1950-06-15","deceasedDateTime":"2026-06-01"}""";

    public static CutoffTime Cutoff(string time) => new(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    public static RecordPage Page(params string[] resources) => Named("test.json",
        "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[" + string.Join(',', resources.Select(static resource => "{\"resource\":" + resource + "}")) + "]}");

    public static RecordPage Named(string name, string json) =>
        new(name, name.EndsWith(".ndjson", StringComparison.Ordinal) ? "application/fhir+ndjson" : "application/fhir+json", DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(json));

    public static PatientSnapshot Snapshot(string cutoff, params string[] resources) =>
        PatientSnapshot.Build([Page([Patient, .. resources])], "p1", Cutoff(cutoff));

    public static PatientDatabase Open(string cutoff, params string[] resources) => PatientDatabase.Open(Snapshot(cutoff, resources).Database);

    public static int Rows(this PatientSnapshot snapshot, string table) => snapshot.Info.Tables.Single(item => item.Name == table).Rows;

    /// <summary>The rows of a query, each as a dictionary.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, object?>> Select(this PatientDatabase database, string sql)
    {
        SqlAnswer answer = database.Query(sql, [], Cutoff("2026-01-31T08:00:00Z"), SqlGuardOptions.Default);
        answer.Outcome.ShouldBeOneOf(ToolOutcome.Ok, ToolOutcome.Empty);
        return [.. answer.Rows.Select(row => answer.Columns.Zip(row).ToDictionary(static pair => pair.First, static pair => pair.Second))];
    }

    public static IReadOnlyList<IReadOnlyDictionary<string, object?>> Select(this PatientSnapshot snapshot, string sql)
    {
        using PatientDatabase database = PatientDatabase.Open(snapshot.Database);
        return database.Select(sql);
    }

    public static async Task<ToolResult> CallAsync(this EhrTools tools, string name, object arguments)
    {
        AIFunction function = tools.Functions.Single(item => item.Name == name);
        IEnumerable<KeyValuePair<string, object?>> given = JsonSerializer.SerializeToElement(arguments).EnumerateObject()
            .Select(static property => KeyValuePair.Create(property.Name, (object?)property.Value));
        return (await function.InvokeAsync(new AIFunctionArguments(given.ToDictionary())) as ToolResult).ShouldNotBeNull();
    }
}
