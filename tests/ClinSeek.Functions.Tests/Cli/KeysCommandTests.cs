using System.Runtime.Versioning;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary><c>keys export</c> and <c>keys public</c>, up to an auditor who has nothing but what they wrote.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KeysCommandTests(AskedFixture asked) : IClassFixture<AskedFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Export_CaseKeyAndPublicKeys_AreWhatAnAuditorNeeds()
    {
        ProgramResult exported = await Program.RunAsync(asked.Folder, "keys", "export", asked.CaseId, "--out", _folder["case-key.json"]);
        ProgramResult published = await Program.RunAsync(asked.Folder, "keys", "public", "--out", _folder["public.pem"], "--json");

        exported.ExitCode.ShouldBe(0, exported.Error);
        string said = exported.Output.ReplaceLineEndings(" ");
        said.ShouldContain("can read all of it");
        said.ShouldContain("It opens no other case");
        File.GetUnixFileMode(_folder["case-key.json"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        published.Json.GetProperty("file").GetString().ShouldBe(_folder["public.pem"]);
        var (exit, report, printed) = await AuditorProcess.RunAsync(asked.CaseFolder, "--public-key", _folder["public.pem"], "--case-key", _folder["case-key.json"]);
        exit.ShouldBe(0, printed);
        report!.SignaturesChecked.ShouldBeTrue();
        report.CommitmentsChecked.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Export_FileThereOrPlaceUnfit_WritesNothingAndSaysWhy()
    {
        await File.WriteAllTextAsync(_folder["taken"], "mine", TestContext.Current.CancellationToken);

        ProgramResult taken = await Program.RunAsync(asked.Folder, "keys", "export", asked.CaseId, "--out", _folder["taken"]);
        ProgramResult inside = await Program.RunAsync(asked.Folder, "keys", "export", asked.CaseId, "--out", Path.Combine(asked.Folder, "data", "key.json"));
        ProgramResult unknown = await Program.RunAsync(asked.Folder, "keys", "export", "no-such-case", "--out", _folder["new"]);
        ProgramResult nowhere = await Program.RunAsync(asked.Folder, "keys", "export", asked.CaseId, "--out", _folder["missing/new"]);

        new[] { taken, inside, unknown, nowhere }.ShouldAllBe(static result => result.ExitCode == 2);
        taken.Error.ShouldContain("is there already");
        inside.Error.ShouldContain("inside the data folder");
        unknown.Error.ShouldContain("There is no case no-such-case");
        nowhere.Error.ShouldContain("is not there");
        (await File.ReadAllTextAsync(_folder["taken"], TestContext.Current.CancellationToken)).ShouldBe("mine");
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([_folder["taken"]]);
    }
}
