using ClinSeek.Functions.Cli;
using ClinSeek.Functions.Models;

namespace ClinSeek.Functions.Tests.Cli;

public sealed class LiveLineTests
{
    [Fact]
    public void Say_PiecesOfOneCall_ShowsTheirEndInOneLineWithoutControlCharacters()
    {
        using var output = new StringWriter();
        var line = new LiveLine(output, 40);

        line.Say(new LivePiece(2, 1, "The lactate\n\u001b[31m "));
        line.Say(new LivePiece(2, 1, "is raised, which speaks for sepsis."));

        string[] shown = output.ToString().Split("\r\u001b[2K", StringSplitOptions.RemoveEmptyEntries);
        shown[0].ShouldBe("\u001b[2mstep 2 says The lactate [31m\u001b[0m");
        shown[1].ShouldStartWith("\u001b[2mstep 2 says …");
        shown[1].ShouldEndWith("speaks for sepsis.\u001b[0m");
        shown[1].Length.ShouldBeLessThanOrEqualTo(40 + 8);
    }

    [Fact]
    public void Say_AnotherCall_BeginsAnew()
    {
        using var output = new StringWriter();
        var line = new LiveLine(output, 80);

        line.Say(new LivePiece(1, 1, "first"));
        line.Say(new LivePiece(1, 1, "second", Reader: 1));

        output.ToString().ShouldEndWith("\u001b[2mreader 1 says second\u001b[0m");
    }

    [Fact]
    public void Write_SomethingThatStays_TakesTheLineAwayFirstAndOnce()
    {
        using var output = new StringWriter();
        var line = new LiveLine(output, 80);

        line.Write(() => output.Write("[step 0]"));
        line.Say(new LivePiece(1, 1, "hm"));
        line.Write(() => output.Write("[step 1]"));
        line.Write(() => output.Write("[end]"));

        output.ToString().ShouldStartWith("[step 0]");
        output.ToString().ShouldEndWith("\r\u001b[2K[step 1][end]");
    }
}
