using System.Text.Json;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Classification;
using ClinSeek.Imaging.Tests.Testing;

namespace ClinSeek.Imaging.Tests.Classification;

public sealed class ChestXrayClassifierTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Classify_ManyAtOnce_EachGetsItsOwnFilmsScores()
    {
        byte[][] films = [.. Fixtures.Names.Select(Fixtures.Film)];
        FindingScore[][] alone = [.. films.Select(film => Scores(film))];

        await Parallel.ForAsync(0, 240, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, (i, _) =>
        {
            Scores(films[i % films.Length]).ShouldBe(alone[i % films.Length]);
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void Classify_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => Shipped.Classifier.Classify(Fixtures.Film("clear"), cancelled.Token));
        Should.Throw<OperationCanceledException>(() => Shipped.Classifier.Classify(Films.Read(Fixtures.Film("clear")).Value!, cancelled.Token));
        Scores(Fixtures.Film("clear")).Length.ShouldBe(5);
    }

    [Theory]
    [InlineData(0x0008_0060, "MG", "modality is MG", FilmFailureKind.OutsideModel)]
    [InlineData(0x0018_0015, "ABDOMEN", "body part is ABDOMEN", FilmFailureKind.NotAChest)]
    [InlineData(0x0018_5101, "LL", "lateral", FilmFailureKind.LateralView)]
    public void Classify_FilmOfAnotherKind_IsRefused(int tag, string value, string said, FilmFailureKind kind)
    {
        byte[] film = Large().Text((uint)tag, "CS", value).Build();

        FilmFailure failure = Shipped.Classifier.Classify(film, Token).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(kind);
        failure.Cause.ShouldContain(said);
        failure.Remedy.ShouldContain("frontal chest");
    }

    [Fact]
    public void Classify_TinyFilm_IsRefused() =>
        Shipped.Classifier.Classify(FilmBuilder.Film(1, 2, 1, 2).Build(), Token).Failure.ShouldNotBeNull().Kind.ShouldBe(FilmFailureKind.OutsideModel);

    [Fact]
    public void Classify_FilmThatSaysNothing_IsScoredWithCautions()
    {
        byte[] film = Large().Without(0x0008_0060).Without(0x0018_0015).Without(0x0018_5101).Build();

        Shipped.Classifier.Classify(film, Token).Value.ShouldNotBeNull().Cautions.Count.ShouldBe(3);
    }

    [Fact]
    public void Classify_AnyFilm_ResultHoldsNothingOfThePatient()
    {
        string json = JsonSerializer.Serialize(Shipped.Classifier.Classify(Fixtures.Film("clear"), Token).Value);

        json.ShouldNotContain("canary", Case.Insensitive);
        json.ShouldNotContain("4711");
    }

    /// <summary>Resident memory after warming up against after ten thousand films more, four at once.</summary>
    [Fact]
    [Trait("Category", "Endurance")]
    public void Classify_TenThousandFilms_MemoryStaysFlat()
    {
        byte[][] films = [.. Fixtures.Names.Select(Fixtures.Film)];
        Run(2_000);
        long before = Resident();

        Run(10_000);

        (Resident() - before).ShouldBeLessThan(32L * 1024 * 1024);

        void Run(int count) => Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => Scores(films[i % films.Length]));
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static FilmBuilder Large() => FilmBuilder.Film(80, 80, [.. Enumerable.Range(0, 6400).Select(i => (ushort)i)]);

    private static FindingScore[] Scores(byte[] film) => [.. Shipped.Classifier.Classify(film, CancellationToken.None).Value.ShouldNotBeNull().Findings];
}
