using System.Text.Json;
using ClinSeek.Functions.Tests.Architecture;

namespace ClinSeek.Functions.Tests.Cli;

public sealed class PacksCommandTests : IDisposable
{
    private static readonly string Syncope = Path.Combine(Repository.Root, "src", "ClinSeek.Reasoning", "Likelihood", "Packs", "syncope.json");

    private readonly string _folder = Directory.CreateTempSubdirectory("packs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task List_BuiltInPacks_NamesEachWithItsFigures()
    {
        ProgramResult listed = await Program.RunAsync(_folder, "packs", "list", "--json");

        listed.ExitCode.ShouldBe(0, listed.Error);
        JsonElement[] packs = [.. JsonDocument.Parse(listed.Output).RootElement.EnumerateArray()];
        packs.Length.ShouldBeGreaterThanOrEqualTo(8);
        packs.ShouldAllBe(static pack => pack.GetProperty("findings").GetInt32() >= 20 && pack.GetProperty("origin").GetString() == "built in");
    }

    [Fact]
    public async Task Check_GoodAndBrokenPack_SaysWhatIsWrongAndWhere()
    {
        string broken = Path.Combine(_folder, "broken.json");
        File.WriteAllText(broken, (await File.ReadAllTextAsync(Syncope, TestContext.Current.CancellationToken)).Replace("\"hypothesis\": \"seizure\"", "\"hypothesis\": \"fit\"", StringComparison.Ordinal));

        ProgramResult good = await Program.RunAsync(_folder, "packs", "check", Syncope);
        ProgramResult wrong = await Program.RunAsync(_folder, "packs", "check", broken);
        ProgramResult missing = await Program.RunAsync(_folder, "packs", "check", Path.Combine(_folder, "nowhere.json"));

        good.ExitCode.ShouldBe(0, good.Error);
        good.Output.ShouldContain("can be used");
        wrong.ExitCode.ShouldBe(1);
        wrong.Output.ShouldContain("$.findings[");
        wrong.Output.ShouldContain("line ");
        missing.ShouldBeClearError(1).ShouldContain("nowhere.json");
    }

    [Fact]
    public async Task List_FolderOfPacks_AddsThemAndNamesAFaultOnce()
    {
        string own = Path.Combine(_folder, "own");
        Directory.CreateDirectory(own);
        string text = await File.ReadAllTextAsync(Syncope, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(own, "mine.json"), text.Replace("\"key\": \"syncope\"", "\"key\": \"house_syncope\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string> { ["Packs__Folder"] = own };

        ProgramResult listed = await Program.RunAsync(_folder, settings, "packs", "list", "--json");
        await File.WriteAllTextAsync(Path.Combine(own, "bad.json"), "{", TestContext.Current.CancellationToken);
        ProgramResult refused = await Program.RunAsync(_folder, settings, "ask", "--patient", "demo-17-quist", "Why did he collapse?");
        ProgramResult nowhere = await Program.RunAsync(_folder, new Dictionary<string, string> { ["Packs__Folder"] = own + "x" }, "packs", "list");

        listed.Json.EnumerateArray().ShouldContain(static pack => pack.GetProperty("key").GetString() == "house_syncope" && pack.GetProperty("origin").GetString() == "own");
        refused.ShouldBeClearError(2).ShouldContain("bad.json: line 1");
        nowhere.ShouldBeClearError(2).ShouldContain("Packs:Folder");
    }
}
