using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Storage;

public sealed class DurableFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PutIfAbsent_WritersThatMeet_ExactlyOneWinsAndItsContentStays()
    {
        const int Writers = 4;
        using var meeting = new Barrier(Writers);
        for (int round = 0; round < 150; round++)
        {
            string path = _folder[$"file-{round}"];
            bool[] won = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Factory.StartNew(
                () =>
                {
                    meeting.SignalAndWait(TestContext.Current.CancellationToken);
                    return DurableFiles.PutIfAbsent(path, [(byte)writer]);
                },
                TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            won.Count(static one => one).ShouldBe(1, $"round {round}");
            File.ReadAllBytes(path).ShouldBe([(byte)Array.IndexOf(won, true)]);
        }

        Directory.GetFiles(_folder.Path, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public void PutIfAbsent_FoldersMissing_MakesThemOnceAndTheFileInThem()
    {
        string first = _folder[Path.Combine("a", "b", "c", "one")], second = _folder[Path.Combine("a", "b", "c", "two")];

        DurableFiles.PutIfAbsent(first, "1"u8).ShouldBeTrue();
        DurableFiles.PutIfAbsent(second, "2"u8).ShouldBeTrue();
        DurableFiles.PutIfAbsent(first, "3"u8).ShouldBeFalse();

        (File.ReadAllText(first), File.ReadAllText(second)).ShouldBe(("1", "2"));
    }
}
