using SharpToken;

namespace ClinSeek.Knowledge.Tools;

/// <summary>Counts tokens of <c>o200k_base</c>, the encoding by which the reference cuts a view.</summary>
internal static class TokenCount
{
    private static readonly Lazy<GptEncoding> Encoding = new(static () => GptEncoding.GetEncoding("o200k_base"));

    /// <summary>The tokens of a text. Its cost grows with the square of the longest word: give it lines, not documents.</summary>
    public static int Of(string text) => Encoding.Value.Encode(text).Count;
}
