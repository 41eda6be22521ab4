using System.Globalization;
using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Rendering;

namespace ClinSeek.Imaging.Tools;

/// <summary>Draws a film to be looked at.</summary>
internal sealed class VisualizerTool(FilmDesk desk, IArtifactStore artifacts)
{
    private const int DotsPerInch = 150;
    private const int MostInches = 14;
    private const int LongestWords = 500;

    public Task<ToolResult> CallAsync(ImageArguments arguments, CancellationToken cancellationToken)
    {
        string map = arguments.Text("cmap") ?? "rgb";
        IReadOnlyList<string> size = arguments.List("figsize") ?? ["10", "10"];
        string?[] words = [Words(arguments.Text("title")), Words(arguments.Text("description"))];
        return desk.WithFilmAsync(
            arguments,
            "image_path",
            DecodeOptions.Default,
            opened =>
            {
                if (!ColourMap.Names.Contains(map, StringComparer.OrdinalIgnoreCase)) return Wrong($"cmap is one of {string.Join(", ", ColourMap.Names)}.");
                return Inches(size) is [int width, int height]
                    ? DrawAsync(opened, Math.Min(width, height) * DotsPerInch, map.ToLowerInvariant(), words, cancellationToken)
                    : Wrong($"figsize is two whole numbers of inches, 1 to {MostInches}, such as [10, 10].");
            },
            cancellationToken);
    }

    private static Task<ToolResult> Wrong(string text) => Task.FromResult(ToolResult.Of(ToolOutcome.Failed, text));

    private static string? Words(string? text) => text is null ? null : text[..Math.Min(text.Length, LongestWords)];

    private static int[] Inches(IReadOnlyList<string> size) =>
        [.. size.Select(static one => int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out int inches) ? inches : 0).Where(static inches => inches is >= 1 and <= MostInches)];

    private async Task<ToolResult> DrawAsync(OpenedFilm opened, int longestSide, string map, string?[] words, CancellationToken cancellationToken)
    {
        var canvas = new Canvas(opened.Film, longestSide);
        string? artifact = await artifacts.KeepAsync(ColourMap.ToPng(canvas.Grey, canvas.Width, canvas.Height, map), cancellationToken).ConfigureAwait(false);
        ResultWriter result = new ResultWriter(opened.Study, ToolSchemas.ImageFilm);
        string line = ResultWriter.Text($"The film of {opened.Study}{FilmWords.Described(opened.Film.Description)}, {opened.Film.Columns} x {opened.Film.Rows}, drawn as {canvas.Width} x {canvas.Height}, colours {map}.");
        result.Row("picture", line, new
        {
            result.Study,
            artifact,
            canvas.Width,
            canvas.Height,
            Cmap = map,
            Title = words[0],
            Description = words[1],
        });
        return result.Cautions(opened.Film.Cautions).Say(FilmWords.Kept("Picture", artifact)).Result();
    }
}
