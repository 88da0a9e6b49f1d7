using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Monitoring.Server.Access.Certificates;

/// <summary>
/// What an authority may name (RFC 5280, 4.2.1.10): names of this site and addresses of private networks. Whoever installs the authority trusts it for those alone: a stolen
/// key opens nobody's bank. Not marked critical, against the RFC's rule, because the TLS of small devices (mbed TLS, BearSSL) refuses a critical extension that it doesn't know.
/// </summary>
internal static class NameConstraints
{
    private const string Id = "2.5.29.30";

    private static readonly Asn1Tag Permitted = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Address = new(TagClass.ContextSpecific, 7);

    /// <summary>Endings that no registry gives away (RFC 6761, 6762, 8375; ICANN's .internal; .lan by custom).</summary>
    private static readonly string[] PrivateEndings = ["localhost", "local", "lan", "internal", "home.arpa"];

    private static readonly IPNetwork[] PrivateNetworks =
    [
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    /// <param name="names">Host names and addresses that it shall be able to name besides the private ones.</param>
    public static X509Extension For(IEnumerable<string> names)
    {
        var given = names.ToLookup(n => IPAddress.TryParse(n, out _));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(Permitted))
        {
            foreach (var ending in PrivateEndings.Union(given[false]))
            {
                using (writer.PushSequence())
                {
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, ending, DnsName);
                }
            }

            var own = given[true].Select(IPAddress.Parse).Where(a => !PrivateNetworks.Any(n => n.Contains(a))).Select(a => new IPNetwork(a, a.GetAddressBytes().Length * 8));
            foreach (var network in PrivateNetworks.Union(own))
            {
                using (writer.PushSequence())
                {
                    writer.WriteOctetString([.. network.BaseAddress.GetAddressBytes(), .. Mask(network)], Address);
                }
            }
        }

        return new X509Extension(Id, writer.Encode(), critical: false);
    }

    /// <summary>May the authority name it? An authority without constraints may name everything.</summary>
    public static bool Allow(X509Certificate2 authority, string name)
    {
        if (authority.Extensions.FirstOrDefault(e => e.Oid?.Value == Id) is not { } extension)
        {
            return true;
        }

        var trees = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence().ReadSequence(Permitted);
        while (trees.HasData)
        {
            var tree = trees.ReadSequence();
            var covers = tree.PeekTag().HasSameClassAndValue(DnsName)
                ? IsBelow(name, tree.ReadCharacterString(UniversalTagNumber.IA5String, DnsName))
                : IPAddress.TryParse(name, out var address) && IsIn(address, tree.ReadOctetString(Address));
            if (covers)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBelow(string name, string ending) =>
        name.Equals(ending, StringComparison.OrdinalIgnoreCase) || name.EndsWith($".{ending}", StringComparison.OrdinalIgnoreCase);

    private static bool IsIn(IPAddress address, byte[] baseAndMask)
    {
        var bytes = address.GetAddressBytes();
        return baseAndMask.Length == bytes.Length * 2 && bytes.Select((b, i) => (b & baseAndMask[bytes.Length + i]) == baseAndMask[i]).All(same => same);
    }

    private static byte[] Mask(IPNetwork network)
    {
        var mask = new byte[network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 4 : 16];
        for (var bit = 0; bit < network.PrefixLength; bit++)
        {
            mask[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return mask;
    }
}
