using System.Runtime.Versioning;
using System.Text.Json;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Cli;

/// <summary><c>artifacts</c>: what a person does to look at a case's overlays without a host.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ArtifactsCommandTests(AskedFixture asked) : IClassFixture<AskedFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_CaseWithAFilm_NamesEachPictureWithItsEvidenceAndChangesNothing()
    {
        IReadOnlyList<string> before = asked.Listing();

        JsonElement listed = (await Program.RunAsync(asked.Folder, "artifacts", asked.CaseId, "--json")).Json;
        ProgramResult shown = await Program.RunAsync(asked.Folder, "artifacts", asked.CaseId);

        listed.EnumerateArray().ShouldNotBeEmpty();
        foreach (JsonElement picture in listed.EnumerateArray())
        {
            picture.GetProperty("study").GetString()!.ShouldStartWith("ImagingStudy/");
            shown.Output.ShouldContain(picture.GetProperty("name").GetString()!);
            shown.Output.ShouldContain(picture.GetProperty("evidence").GetString()!);
        }

        shown.Output.Split('\n').ShouldAllBe(static line => line.Length <= 80);
        asked.Listing().ShouldBe(before);
    }

    [Fact]
    public async Task Write_ByNameByEvidenceAndAll_IsTheSamePngReadableByItsOwnerAlone()
    {
        JsonElement first = (await Program.RunAsync(asked.Folder, "artifacts", asked.CaseId, "--json")).Json[0];
        string name = first.GetProperty("name").GetString()!;

        ProgramResult byName = await Program.RunAsync(asked.Folder, "artifacts", asked.CaseId, name, "--out", _folder["one.png"], "--json");
        ProgramResult byEvidence = await Program.RunAsync(asked.Folder, "artifacts", asked.CaseId, first.GetProperty("evidence").GetString()!, "--out", _folder["two.png"]);
        ProgramResult all = await Program.RunAsync(asked.Folder, "artifacts", asked.CaseId, "--out", _folder["all"]);
        ProgramResult again = await Program.RunAsync(asked.Folder, "artifacts", asked.CaseId, "--out", _folder["all"], "--json");

        byName.Json.GetProperty("file").GetString().ShouldBe(_folder["one.png"]);
        byEvidence.ExitCode.ShouldBe(0, byEvidence.Error);
        all.Output.ShouldContain("no longer encrypted");
        again.Json.EnumerateArray().Select(static file => file.GetProperty("file").GetString()).ShouldContain(_folder[$"all/{name}.png"]);
        byte[] png = await File.ReadAllBytesAsync(_folder["one.png"], TestContext.Current.CancellationToken);
        png.AsSpan(0, 8).SequenceEqual((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n"u8, 0x1A, 0x0A]).ShouldBeTrue();
        foreach (string other in (string[])["two.png", $"all/{name}.png"])
        {
            (await File.ReadAllBytesAsync(_folder[other], TestContext.Current.CancellationToken)).ShouldBe(png, other);
            File.GetUnixFileMode(_folder[other]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Write_WrongNameOrPlace_WritesNothingAndSaysWhy()
    {
        string name = (await Program.RunAsync(asked.Folder, "artifacts", asked.CaseId, "--json")).Json[0].GetProperty("name").GetString()!;
        await File.WriteAllTextAsync(_folder["taken"], "mine", TestContext.Current.CancellationToken);
        IReadOnlyList<string> before = asked.Listing();

        (string Says, string[] Arguments)[] wrong =
        [
            ("There is no case", ["artifacts", "no-such-case"]),
            ("lists them", ["artifacts", asked.CaseId, "accepted", "--out", _folder["new"]]),
            ("lists them", ["artifacts", asked.CaseId, "pict-00000000000000000000000000000000", "--out", _folder["new"]]),
            ("is there already", ["artifacts", asked.CaseId, name, "--out", _folder["taken"]]),
            ("is there already", ["artifacts", asked.CaseId, name, "--out", _folder.Path]),
            ("is not there", ["artifacts", asked.CaseId, name, "--out", _folder["missing/new.png"]]),
            ("is a file", ["artifacts", asked.CaseId, "--out", _folder["taken"]]),
            ("inside the data folder", ["artifacts", asked.CaseId, "--out", Path.Combine(asked.Folder, "data")]),
            ("inside the data folder", ["artifacts", asked.CaseId, name, "--out", Path.Combine(asked.Folder, "data", "film.png")]),
        ];
        foreach ((string says, string[] arguments) in wrong)
        {
            (await Program.RunAsync(asked.Folder, arguments)).ShouldBeClearError(2).ShouldContain(says);
        }

        asked.Listing().ShouldBe(before);
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([_folder["taken"]]);
    }
}
