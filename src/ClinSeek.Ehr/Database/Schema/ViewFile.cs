using System.Security.Cryptography;
using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Database.Schema;

/// <summary>
/// A ViewDefinition file. Its name says which table it fills: <c>condition.json</c> fills condition, <c>medication.request.json</c>
/// fills medication together with the other files of that first name.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="Table">The table.</param>
/// <param name="View">The view, ready to run.</param>
/// <param name="Digest">Hex SHA-256 of the file.</param>
internal sealed record ViewFile(string Name, string Table, CompiledView View, string Digest)
{
    private const int MaxRows = 200_000;

    private static readonly ViewOptions Options = new() { EmptyJoin = EmptyJoin.Nothing, MaxRowsPerResource = MaxRows };

    /// <exception cref="ViewDefinitionException">The view cannot be run; each problem begins with the file's name.</exception>
    public static ViewFile Read(string name, ReadOnlySpan<byte> json)
    {
        string table = name.Split('.')[0];
        if (table.Length == 0 || !table.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_'))
        {
            throw new ViewDefinitionException($"{name}: a table's name has lower-case letters, digits and underscores.");
        }

        try
        {
            return new ViewFile(name, table, CompiledView.Compile(json, Options), Convert.ToHexStringLower(SHA256.HashData(json)));
        }
        catch (ViewDefinitionException wrong)
        {
            throw new ViewDefinitionException([.. wrong.Problems.Select(problem => $"{name}: {problem}")]);
        }
    }
}
