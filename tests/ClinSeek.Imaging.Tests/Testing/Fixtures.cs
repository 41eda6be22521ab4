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

    /// <summary>A film whose picture is no frontal chest, though its header does not say so.</summary>
    public static readonly string[] Others = ["lateral", "limb", "abdomen", "inverted"];

    /// <summary>A tensor as the reference makes it; <c>clear</c> for the shipped models, <c>clear.224</c> as torchxrayvision feeds.</summary>
    public static float[] Tensor(string name) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(Folder, name + ".f32"))).ToArray();

    public static double[] Scores(string name) => Golden(name, "scores", static value => value.GetDouble());

    public static int[] MaskPixels(string name) => Golden(name, "maskPixels", static value => value.GetInt32());

    public static int[] TruthPixels(string name) => Golden(name, "truthPixels", static value => value.GetInt32());

    public static double TruthRatio(string name) => Golden(name, "truthRatio").GetDouble();

    public static (int Row, int Column)[] MapPeaks(string name) => Golden(name, "mapPeaks", static value => (value[0].GetInt32(), value[1].GetInt32()));

    private static T[] Golden<T>(string name, string property, Func<JsonElement, T> read) => [.. Golden(name, property).EnumerateArray().Select(read)];

    private static JsonElement Golden(string name, string property)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "golden.json")));
        return golden.RootElement.GetProperty("films").EnumerateArray().Single(film => film.GetProperty("name").GetString() == name).GetProperty(property).Clone();
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
