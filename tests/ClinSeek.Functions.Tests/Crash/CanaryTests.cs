using System.Text;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Crash;

/// <summary>Plants a word in names, laboratory values, diagnoses, notes and the question and looks for it where no clinical content may be.</summary>
public sealed class CanaryTests : IDisposable
{
    private const string Canary = "Zyxwvut7731Canary";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_DecidedCase_LeavesNoClinicalWordInClear()
    {
        string source = SamplePatient.Write(_folder["record"], Canary);
        await using (CaseWorld world = await CaseWorld.StartAsync(_folder.Path))
        {
            CaseView view = await world.AskAsync(CaseWorld.Request(source, question: $"What explains it, {Canary}?"), "canary-1");
            view.Status.ShouldBe(CaseStatus.Decided, view.Reason);
            view.Question.ShouldNotBeNull().ShouldContain(Canary);
            Findings().ShouldBeEmpty();
        }

        Findings().ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ReasonerThatQuotesTheRecordInItsException_LeavesNoClinicalWordInClear()
    {
        string source = SamplePatient.Write(_folder["record"], Canary);
        var reasoner = new ScriptedReasoner { Before = static file => throw new InvalidOperationException("Cannot read " + file.Request.Question) };
        await using (CaseWorld world = await CaseWorld.StartAsync(_folder.Path, reasoner))
        {
            CaseView view = await world.AskAsync(CaseWorld.Request(source, question: Canary), "canary-2");
            view.Status.ShouldBe(CaseStatus.Failed);
            view.Reason.ShouldNotBeNull().ShouldNotContain(Canary);
        }

        Findings().ShouldBeEmpty();
    }

    /// <summary>Files of the data folder, and files of the temporary folder made since, that hold the word in any plain form.</summary>
    private List<string> Findings()
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(Canary), Encoding.Unicode.GetBytes(Canary), .. Base64Forms()];
        IEnumerable<string> temporary = Directory.EnumerateFiles(Path.GetTempPath())
            .Where(static file => !IsRuntimePipe(Path.GetFileName(file)))
            .Where(file => File.GetLastWriteTimeUtc(file) >= Directory.GetCreationTimeUtc(_folder.Path));
        return [.. Directory.EnumerateFiles(_folder["data"], "*", SearchOption.AllDirectories).Concat(temporary).Where(file => Holds(file, forms))];
    }

    /// <summary>The runtime's own debugger pipes and sockets: opening one would wait for a debugger.</summary>
    private static bool IsRuntimePipe(string name) =>
        name.StartsWith("clr-debug-pipe", StringComparison.Ordinal) || name.StartsWith("dotnet-diagnostic", StringComparison.Ordinal);

    private static bool Holds(string file, byte[][] forms)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            return forms.Any(form => content.AsSpan().IndexOf(form) >= 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another program's file, locked or gone; the engine's own files can be read beside it.
            return false;
        }
    }

    private static IEnumerable<byte[]> Base64Forms() => Enumerable.Range(0, 3)
        .Select(static shift => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', shift) + Canary))[4..^4])
        .Select(static text => Encoding.UTF8.GetBytes(text));
}
