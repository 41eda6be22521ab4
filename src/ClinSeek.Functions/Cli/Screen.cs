using System.Globalization;
using Spectre.Console;

namespace ClinSeek.Functions.Cli;

/// <summary>
/// Text for people on a terminal: wrapped between words with a hanging indent, so that an id, a path or a digest is never
/// broken and can be copied. Without colour codes where the output is no terminal, or where <c>NO_COLOR</c> asks for none.
/// </summary>
/// <param name="console">Where it is written.</param>
/// <param name="width">Columns.</param>
internal sealed class Screen(IAnsiConsole console, int width)
{
    private const int NarrowestWidth = 40;
    private const int PipedWidth = 100;

    /// <summary>The process's standard output.</summary>
    public static Screen Standard { get; } = Open(Console.Out);

    public int Width { get; } = Math.Max(width, NarrowestWidth);

    /// <summary>A screen over a writer of the process.</summary>
    public static Screen Open(TextWriter output)
    {
        bool isPlain = Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        // Lines are wrapped here; the library would break long words.
        console.Profile.Width = short.MaxValue;
        return new Screen(console, Columns());
    }

    /// <summary>A line for what passes; null where the output is no terminal that can write over it.</summary>
    public LiveLine? Live() => console.Profile.Capabilities.Ansi && !Console.IsOutputRedirected ? new LiveLine(console.Profile.Out.Writer, Width) : null;

    public void Blank() => console.WriteLine();

    /// <summary>One paragraph; lines after the first are indented by <paramref name="hang"/>.</summary>
    public void Write(int indent, int hang, params ReadOnlySpan<Run> runs)
    {
        var line = new Line(indent);
        foreach (Run run in runs)
        {
            foreach (string word in run.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!line.IsEmpty && line.Length + 1 + word.Length > Width)
                {
                    End(line);
                    line = new Line(hang);
                }

                line.Add(word, run.Style);
            }
        }

        End(line);
    }

    /// <summary>Rows under headers; only the last column is ever wrapped.</summary>
    public void Table(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. Enumerable.Range(0, headers.Count - 1).Select(column => rows.Select(row => row[column].Length).Append(headers[column].Length).Max())];
        int last = widths.Sum(static columnWidth => columnWidth + 2);
        WriteRow(headers, Run.Dim);
        foreach (IReadOnlyList<string> row in rows)
        {
            WriteRow(row, null);
        }

        void WriteRow(IReadOnlyList<string> cells, Style? style)
        {
            string fixedCells = string.Concat(widths.Select((columnWidth, column) => cells[column].PadRight(columnWidth + 2)));
            var line = new Line(0);
            line.AddAsIs(fixedCells, style);
            foreach (string word in cells[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Length > last && line.Length + 1 + word.Length > Width)
                {
                    End(line);
                    line = new Line(last);
                }

                line.Add(word, style);
            }

            End(line);
        }
    }

    private void End(Line line)
    {
        console.Write(line.Content);
        console.WriteLine();
    }

    private static int Columns()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) && asked > 0)
        {
            return asked;
        }

        return Console.IsOutputRedirected || Console.WindowWidth <= 0 ? PipedWidth : Console.WindowWidth;
    }

    private sealed class Line(int indent)
    {
        private readonly List<(string Text, Style? Style)> _parts = indent == 0 ? [] : [(new string(' ', indent), null)];

        public int Length { get; private set; } = indent;

        public bool IsEmpty { get; private set; } = true;

        public Paragraph Content
        {
            get
            {
                var content = new Paragraph();
                foreach ((string text, Style? style) in _parts)
                {
                    content.Append(text, style);
                }

                return content;
            }
        }

        public void Add(string word, Style? style) => AddAsIs(IsEmpty || EndsWithSpace ? word : " " + word, style);

        public void AddAsIs(string text, Style? style)
        {
            if (text.Length == 0)
            {
                return;
            }

            if (_parts is [.., var (before, same)] && ReferenceEquals(same, style))
            {
                _parts[^1] = (before + text, style);
            }
            else
            {
                _parts.Add((text, style));
            }

            Length += text.Length;
            IsEmpty = false;
        }

        private bool EndsWithSpace => _parts is [.., var (text, _)] && text.EndsWith(' ');
    }
}
