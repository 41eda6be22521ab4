using System.Runtime.InteropServices;
using System.Text.Json;
using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>The committed films with the tensors and scores that the training code gives for them.</summary>
internal static class Fixtures
{
    public static readonly string[] Names = ["clear", "effusion-cardiomegaly", "pneumothorax-wide"];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static byte[] Film(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".dcm"));

    public static float[] Tensor(string name) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(Folder, name + ".f32"))).ToArray();

    public static double[] Scores(string name)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "golden.json")));
        return [.. golden.RootElement.GetProperty("films").EnumerateArray()
            .Single(film => film.GetProperty("name").GetString() == name)
            .GetProperty("scores").EnumerateArray().Select(score => score.GetDouble())];
    }

    /// <summary>All pixels as shown, row by row.</summary>
    public static double[] Shown(byte[] file)
    {
        DecodedFilm film = Films.Read(file).Value.ShouldNotBeNull();
        var shown = new double[film.Rows * film.Columns];
        film.Resample(FilmFit.Stretch, film.Columns, film.Rows, shown);
        return shown;
    }
}
