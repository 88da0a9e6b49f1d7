using Microsoft.Data.Sqlite;

namespace Monitoring.Records.Book;

/// <summary>The conditions of a query. Only constants go into its text; what a caller gave is bound.</summary>
internal sealed class Conditions(SqliteCommand command)
{
    private readonly List<string> asked = [];

    public string Where => asked.Count is 0 ? "" : $"WHERE {string.Join(" AND ", asked)}";

    /// <param name="condition">Ends where the parameter stands.</param>
    /// <param name="value">Null: not asked.</param>
    /// <param name="after">What follows the parameter.</param>
    public Conditions Add(string condition, object? value, string after = "")
    {
        if (value is not null)
        {
            asked.Add($"{condition}{Bind(value)}{after}");
        }

        return this;
    }

    /// <param name="values">Empty: not asked.</param>
    public Conditions AddAnyOf<T>(string column, IReadOnlyCollection<T> values)
        where T : struct, Enum
    {
        if (values.Count > 0)
        {
            asked.Add($"{column} IN ({string.Join(", ", values.Select(v => Bind(v.ToString())))})");
        }

        return this;
    }

    /// <param name="values">Empty: not asked.</param>
    /// <param name="condition">Of one of them, out of constants and parameters.</param>
    public Conditions AddAnyOf<T>(IReadOnlyCollection<T> values, Func<T, string> condition)
    {
        if (values.Count > 0)
        {
            asked.Add($"({string.Join(" OR ", values.Select(condition))})");
        }

        return this;
    }

    /// <returns>The parameter's name.</returns>
    public string Bind(object value)
    {
        var name = $"$p{command.Parameters.Count}";
        command.Parameters.AddWithValue(name, value);
        return name;
    }
}
