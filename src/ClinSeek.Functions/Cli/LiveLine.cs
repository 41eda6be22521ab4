using ClinSeek.Functions.Models;

namespace ClinSeek.Functions.Cli;

/// <summary>
/// The end of what a model is saying, in one line of a terminal that is written over and goes when something lasting is to be
/// written. Control characters of the model's do not reach the terminal.
/// </summary>
/// <param name="output">The terminal.</param>
/// <param name="width">Its columns.</param>
internal sealed class LiveLine(TextWriter output, int width)
{
    private const string Erase = "\r\u001b[2K";
    private const string Dim = "\u001b[2m";
    private const string Plain = "\u001b[0m";
    private const int Longest = 4_000;

    private readonly Lock _lock = new();
    private (int Step, int Round, int? Reader) _call;
    private string _said = "";
    private bool _shown;

    /// <summary>Shows a piece behind those of the same call.</summary>
    public void Say(LivePiece piece)
    {
        lock (_lock)
        {
            (int, int, int?) call = (piece.Step, piece.Round, piece.Reader);
            _said = call == _call ? _said + piece.Text : piece.Text;
            _said = _said.Length > Longest ? _said[^Longest..] : _said;
            _call = call;
            string head = piece.Reader is { } reader ? $"reader {reader} says " : $"step {piece.Step} says ";
            string line = string.Join(' ', new string([.. _said.Select(static letter => char.IsControl(letter) ? ' ' : letter)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
            int room = Math.Max(10, width - head.Length - 2);
            output.Write($"{Erase}{Dim}{head}{(line.Length > room ? "…" + line[^room..] : line)}{Plain}");
            output.Flush();
            _shown = true;
        }
    }

    /// <summary>Takes the line away, writes something that stays, and lets nothing come between.</summary>
    public void Write(Action lasting)
    {
        lock (_lock)
        {
            if (_shown)
            {
                output.Write(Erase);
                output.Flush();
                (_shown, _said) = (false, "");
            }

            lasting();
        }
    }
}
