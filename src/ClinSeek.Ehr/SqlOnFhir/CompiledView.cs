using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>
/// A ViewDefinition made ready to run: its paths are compiled once, its names and unions checked. Immutable and thread-safe; use one
/// <see cref="ViewRunner"/> a thread.
/// </summary>
public sealed class CompiledView
{
    private CompiledView(ViewDefinition definition, ViewOptions options, ViewColumn[] columns, ViewStep first, PathExpression[] where, ViewCompiler compiler)
    {
        Definition = definition;
        Options = options;
        Columns = columns;
        First = first;
        Where = where;
        Scopes = compiler.Scopes;
        Shared = compiler.Shared;
        ResourceType = Encoding.UTF8.GetBytes(definition.Resource);
    }

    public ViewDefinition Definition { get; }

    public ViewOptions Options { get; }

    /// <summary>The columns of a row: own ones, then those of nested selects, then those of the union.</summary>
    public IReadOnlyList<ViewColumn> Columns { get; }

    internal byte[] ResourceType { get; }

    internal ViewStep First { get; }

    internal PathExpression[] Where { get; }

    internal int Scopes { get; }

    internal int Shared { get; }

    /// <summary>Compiles a view.</summary>
    /// <exception cref="ViewDefinitionException">It cannot be run; the exception names every problem.</exception>
    public static CompiledView Compile(JsonElement definition, ViewOptions? options = null) => Compile(ViewDefinitionReader.Read(definition), options);

    /// <inheritdoc cref="Compile(JsonElement, ViewOptions)"/>
    public static CompiledView Compile(ReadOnlySpan<byte> json, ViewOptions? options = null)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return Compile(JsonElement.ParseValue(ref reader), options);
        }
        catch (JsonException broken)
        {
            throw new ViewDefinitionException("The view is no JSON.", broken);
        }
    }

    /// <inheritdoc cref="Compile(JsonElement, ViewOptions)"/>
    public static CompiledView Compile(ViewDefinition definition, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var compiler = new ViewCompiler(definition);
        (ViewStep first, ViewColumn[] columns, PathExpression[] where) = compiler.Compile();
        return new CompiledView(definition, options ?? ViewOptions.Default, columns, first, where, compiler);
    }

    /// <summary>The rows of some resources, each a new array, as they are asked for. Cells refer to the resources' JSON.</summary>
    /// <exception cref="ViewEvaluationException">A resource does not fit the view.</exception>
    public IEnumerable<ViewValue[]> Run(IEnumerable<JsonElement> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var runner = new ViewRunner(this);
        foreach (JsonElement resource in resources)
        {
            var made = new Copies();
            runner.Run(resource, made);
            foreach (ViewValue[] row in made.Rows)
            {
                yield return row;
            }
        }
    }

    private sealed class Copies : IViewRows
    {
        public List<ViewValue[]> Rows { get; } = [];

        public void Add(ReadOnlySpan<ViewValue> row) => Rows.Add(row.ToArray());
    }
}
