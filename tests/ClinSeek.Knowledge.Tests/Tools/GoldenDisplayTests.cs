using System.Runtime.CompilerServices;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Tests.Testing;

namespace ClinSeek.Knowledge.Tests.Tools;

/// <summary>
/// The display and citation form, byte by byte. The files are written anew by <c>CLINSEEK_GOLDEN=write dotnet test</c>; look
/// at what changed before committing it.
/// </summary>
public sealed class GoldenDisplayTests : IDisposable
{
    private readonly KnowledgeIndex index = KnowledgeIndex.InMemory(
    [
        Passages.Of("gout", "Gout", "Gout is an inflammation of joints by crystals of monosodium urate, mostly of the great toe, with sudden pain, redness and swelling.", "Urate above 6.8 mg/dL is supersaturated.") with { Related = ["pseudogout"], Url = "https://example.org/gout" },
        Passages.Of("pseudogout", "Calcium pyrophosphate deposition", "Also called pseudogout. Crystals of calcium pyrophosphate; mostly the knee.") with { Related = ["gout"] },
        Passages.Long("long", 300),
    ]);

    public static TheoryData<string, string, string> Calls => new()
    {
        { "search", "browser.search", """{"query":"gout crystals","topn":2}""" },
        { "search-empty", "browser.search", """{"query":"xylophone"}""" },
        { "open-link", "browser.open", """{"id":0,"cursor":0}""" },
        { "open-link-text", "browser.open", """{"id":"\"1\"","cursor":"0"}""" },
        { "open-see-also", "browser.open", """{"id":0,"cursor":1}""" },
        { "open-address", "browser.open", """{"id":"knowledge:long"}""" },
        { "open-scroll", "browser.open", """{"cursor":2,"loc":40,"num_lines":3}""" },
        { "open-source", "browser.open", """{"id":"knowledge:pseudogout","view_source":true}""" },
        { "find", "browser.find", """{"pattern":"ZEBRA12","cursor":2}""" },
        { "find-none", "browser.find", """{"pattern":"okapi","cursor":2}""" },
        { "find-on-results", "browser.find", """{"pattern":"gout","cursor":0}""" },
        { "wrong-link", "browser.open", """{"id":9,"cursor":0}""" },
        { "wrong-cursor", "browser.open", """{"cursor":77}""" },
        { "wrong-location", "browser.open", """{"cursor":2,"loc":300}""" },
        { "wrong-address", "browser.open", """{"id":"https://example.org/"}""" },
        { "wrong-argument", "browser.search", """{"query":"gout","topn":"many"}""" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_AfterASearchAndTwoOpens_ShowsTheGoldenText(string golden, string tool, string arguments)
    {
        var browser = new Browser(index);
        await browser.CallAsync("browser.search", new { query = "gout crystals", topn = 2 });
        await browser.CallAsync("browser.open", new { id = "knowledge:gout" });
        await browser.CallAsync("browser.open", new { id = "knowledge:long" });

        ToolResult result = await browser.CallAsync(tool, System.Text.Json.JsonDocument.Parse(arguments).RootElement);

        string shown = $"{result.Outcome}, {result.Shown} of {result.Total}, next: {result.Next ?? "none"}\n{result.Text}";
        if (Environment.GetEnvironmentVariable("CLINSEEK_GOLDEN") == "write")
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "Golden", golden + ".txt"), shown);
        }

        shown.ShouldBe(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", golden + ".txt")));
    }

    public void Dispose() => index.Dispose();

    private static string Here([CallerFilePath] string path = "") => path;
}
