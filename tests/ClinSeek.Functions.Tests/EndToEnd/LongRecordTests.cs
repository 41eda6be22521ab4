using System.Globalization;
using System.Text;
using System.Text.Json;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>Records with more text than one result holds.</summary>
public sealed class LongRecordTests : IDisposable
{
    private const string Filler = "Slept well, ate breakfast, and the plan was discussed with the family. ";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 14_000)]
    [InlineData(18, 20)]
    public async Task Ask_PhraseDeepInTheNotes_IsFoundAndCited(int note, int place)
    {
        string source = Write(note, Pad(place) + "Orthopnoea. " + Filler);
        await using ProductHost host = await ProductHost.StartAsync(_folder.Path);

        CaseView view = await host.AskAsync(ProductHost.Request("p1", source, "2026-01-31T12:00:00Z"), "long");

        view.Claims.ShouldContain(static claim => claim.Text.Contains("orthopnoea", StringComparison.OrdinalIgnoreCase));
        await host.ShouldHoldAsync(view);
    }

    private static string Pad(int length) => string.Concat(Enumerable.Repeat(Filler, (length / Filler.Length) + 1))[..length] + " ";

    /// <summary>Twenty notes, latest first, of which one says something.</summary>
    private string Write(int which, string text)
    {
        IEnumerable<object> notes = Enumerable.Range(0, 20).Select(note => (object)new
        {
            resourceType = "DocumentReference",
            id = string.Create(CultureInfo.InvariantCulture, $"d{note}"),
            status = "current",
            subject = new { reference = "Patient/p1" },
            date = new DateTime(2026, 1, 31, 8, 0, 0, DateTimeKind.Utc).AddHours(-note).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            type = new { text = "Progress note" },
            content = new[] { new { attachment = new { contentType = "text/plain", data = Convert.ToBase64String(Encoding.UTF8.GetBytes(note == which ? text : Pad(2_000))) } } },
        });
        object[] resources = [new { resourceType = "Patient", id = "p1", gender = "female", birthDate = "1950-04-01" }, .. notes];
        string file = _folder["record.json"];
        File.WriteAllText(file, JsonSerializer.Serialize(new { resourceType = "Bundle", type = "collection", entry = resources.Select(static resource => new { resource }) }));
        return file;
    }
}
