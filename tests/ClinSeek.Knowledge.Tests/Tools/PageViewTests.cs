using ClinSeek.Knowledge.Tools;
using SharpToken;

namespace ClinSeek.Knowledge.Tests.Tools;

public sealed class PageViewTests
{
    [Fact]
    public void End_NoNumberOfLines_ShowsTheLineOnWhichToken1024Falls()
    {
        string[] lines = [.. Enumerable.Range(0, 500).Select(static line => $"line {line} speaks of haemoglobin and of 3.5 mmol/L potassium")];
        GptEncoding encoding = GptEncoding.GetEncoding("o200k_base");

        int end = PageView.End(lines, 0, null);

        int Tokens(int count) => encoding.Encode(string.Concat(lines.Take(count).Select(static (line, at) => $"L{at}: {line}\n"))).Count;
        Tokens(end - 1).ShouldBeLessThanOrEqualTo(1024);
        Tokens(end).ShouldBeGreaterThan(1024);
        PageView.End(lines, 450, null).ShouldBe(500);
    }

    [Fact]
    public void End_OneEndlessLine_IsBoundedAndShown()
    {
        PageView.End([new string('x', 1_000_000), "next"], 0, null).ShouldBeGreaterThanOrEqualTo(1);
        PageView.End(["a", "b"], 1, int.MaxValue).ShouldBe(2);
    }
}
