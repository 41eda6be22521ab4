using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Tests.Testing;
using ClinSeek.Imaging.Tests.Testing.Onnx;

namespace ClinSeek.Imaging.Tests.Models;

/// <summary>Sessions under load: shared, cancelled in the middle, and lean.</summary>
public sealed class ModelSessionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task Run_CancelledInTheMiddle_StopsAndTheSessionGoesOn()
    {
        // Large enough to run for seconds on any machine.
        string folder = TestPackage.Write(_folder.Path, RandomNetworks.DenseNet121(2, side: 1024), "classifier", ["A", "B"], 1024);
        using var session = new ModelSession(ModelPackage.Load(folder));
        DecodedFilm film = Films.Read(Fixtures.Film("clear")).Value!;
        using var stop = new CancellationTokenSource();
        stop.CancelAfter(TimeSpan.FromMilliseconds(150));

        await Should.ThrowAsync<OperationCanceledException>(() => Task.Run(() => session.Run(film, static buffers => buffers.Scores[0], stop.Token), TestContext.Current.CancellationToken));

        InferenceBuffers again = session.Take();
        again.Scores.Length.ShouldBe(2, "the buffers of a cancelled run go back to the pool");
        again.Dispose();
    }

    [Fact]
    public void Run_OneAfterTheOther_AllocatesLittle()
    {
        DecodedFilm film = Films.Read(Fixtures.Film("clear")).Value!;
        for (int warm = 0; warm < 5; warm++) Score();
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int run = 0; run < 50; run++) Score();

        ((GC.GetAllocatedBytesForCurrentThread() - before) / 50).ShouldBeLessThan(16 * 1024, "a run's tensors alone are 130 KB");
        float Score() => Shipped.Session.Run(film, static buffers => buffers.Scores[0], CancellationToken.None);
    }

    [Fact]
    public async Task Run_SegmentationAndClassifierAtOnce_EachGivesWhatItGivesAlone()
    {
        DecodedFilm[] films = [.. Fixtures.Names.Select(static name => Films.Read(Fixtures.Film(name)).Value!)];
        double[] areas = [.. films.Select(Area)];
        double[] scores = [.. films.Select(Score)];

        await Parallel.ForAsync(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = TestContext.Current.CancellationToken }, (i, _) =>
        {
            if (i % 2 == 0) Area(films[i % 3]).ShouldBe(areas[i % 3]);
            else Score(films[i % 3]).ShouldBe(scores[i % 3]);
            return ValueTask.CompletedTask;
        });

        static double Area(DecodedFilm film) => Shipped.Segmenter.Segment(film, CancellationToken.None).Value!.Structures.Sum(static structure => structure.Area);
        static double Score(DecodedFilm film) => Shipped.Classifier.Classify(film, CancellationToken.None).Value!.Findings.Sum(static finding => finding.Score);
    }
}
