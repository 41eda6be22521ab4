using System.Text.Json;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tests.Testing;
using ClinSeek.Ehr.Tools;

namespace ClinSeek.Ehr.Tests.Database;

/// <summary>The index of a table's texts held against the statement that it stands in for.</summary>
public sealed class TextIndexTests
{
    private static readonly string[] Texts = ["Sodium", "sodium", "SÖDIUM", "straße", "100 % \\ under_score", "\u212Aelvin", "ſodium", "İstanbul", "a'b\"c", "x\0hidden", "𝛼-blocker", "µg", "μg"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Containing_RandomTexts_FindsWhatLikeFinds(int seed)
    {
        var random = new Random(seed);
        using PatientDatabase database = Chart.Open("2026-01-31T08:00:00Z", [.. Enumerable.Range(0, 150).Select(number => Resource(random, number))]);
        PatientTable table = database.Find("observation")!;
        TextIndex index = database.TextsOf(table).ShouldNotBeNull();
        foreach (string keyword in Keywords(random))
        {
            string[] spellings = [keyword, keyword.ToLowerInvariant(), keyword.ToUpperInvariant()];
            SqlAnswer slow = database.Query(
                $"SELECT row FROM observation WHERE {RecordMethods.Containing(table, spellings.Length)} ORDER BY event_time, row", [.. spellings.Select(RecordMethods.Containing)],
                Chart.Cutoff("2026-01-31T08:00:00Z"), SqlGuardOptions.Default, TestContext.Current.CancellationToken);
            slow.Reason.ShouldBeNull();
            index.Containing(spellings).ShouldBe(slow.Rows.Select(static row => (long)row[0]!), keyword);
        }
    }

    [Fact]
    public void TextsOf_MoreTextThanItMayHold_IsNotThere()
    {
        string[] letters = [.. Enumerable.Range(0, 6).Select(number => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(number + new string('a', 900_000))))];
        using PatientDatabase database = Chart.Open("2026-01-31T08:00:00Z", [.. letters.Select((letter, number) =>
            $$$"""{"resourceType":"DocumentReference","id":"d{{{number}}}","status":"current","subject":{"reference":"Patient/p1"},"date":"2020-01-0{{{number + 1}}}","content":[{"attachment":{"contentType":"text/plain","data":"{{{letter}}}"}}]}""")]);
        database.Select("SELECT count(*) AS n FROM document WHERE length(text) > 900000")[0]["n"].ShouldBe(6L);
        database.TextsOf(database.Find("document")!).ShouldBeNull();
    }

    private static IEnumerable<string> Keywords(Random random) =>
        [.. Texts.Where(static text => !text.Contains('\0', StringComparison.Ordinal)), "o", "K", "k", "ss", "%", "_", "\\", "i", "hidden", "x", "nothing of it", .. Texts.Where(static text => !text.Contains('\0', StringComparison.Ordinal)).Select(text => text[..random.Next(1, text.Length)])];

    private static string Resource(Random random, int number)
    {
        string name = JsonSerializer.Serialize(Texts[random.Next(Texts.Length)] + " " + Texts[random.Next(Texts.Length)]);
        string value = JsonSerializer.Serialize(Texts[random.Next(Texts.Length)]);
        return $$$"""{"resourceType":"Observation","id":"o{{{number}}}","status":"final","code":{"text":{{{name}}}},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"20{{{10 + random.Next(10)}}}-03-04","valueString":{{{value}}}}""";
    }
}
