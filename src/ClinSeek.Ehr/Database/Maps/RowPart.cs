using System.Text.Json;

namespace ClinSeek.Ehr.Database.Maps;

/// <summary>A part of a resource that makes a row.</summary>
/// <param name="Node">The part.</param>
/// <param name="BelongsToFirst">Whether it is a component of the first part.</param>
internal readonly record struct RowPart(JsonElement Node, bool BelongsToFirst);
