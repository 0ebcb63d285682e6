/** Documents in the three wire formats, as publishers send them, about nobody in particular. */
export const rss = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title><![CDATA[Marchés]]></title><link>https://news.example/</link><description>d</description><language>fr-FR</language>
  <atom:link href="https://news.example/rss" rel="self" type="application/rss+xml"/>
  <item>
    <title><![CDATA[L'or & le <b>bitcoin</b> progressent]]></title>
    <link>https://news.example/1?utm_source=rss</link>
    <guid isPermaLink="false">news-1</guid>
    <pubDate>Tue, 02 Jan 2024 08:30:00 +0100</pubDate>
    <description><![CDATA[<p>Le cours de l&rsquo;or<script>alert('x')</script> gagne 1&nbsp;%.</p><img src="x" onerror="y">]]></description>
  </item>
  <item>
    <title>Nvidia climbs</title>
    <link>https://news.example/2</link>
    <guid>https://news.example/2</guid>
    <pubDate>Tue, 02 Jan 2024 09:00:00 GMT</pubDate>
    <description>Shares of the chip maker rise.</description>
  </item>
  <item><title>No id and no link</title></item>
  <item><link>https://news.example/3</link><description>No title</description></item>
  <item><title>No date</title><link>https://news.example/4</link></item>
</channel></rss>`;

export const atom = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Filings</title><id>urn:feed</id><updated>2024-01-02T12:00:00-05:00</updated>
  <entry>
    <title type="html">8-K - Example &amp;amp; Co</title>
    <link rel="alternate" type="text/html" href="https://news.example/a1"/>
    <summary type="html"> &lt;b&gt;Filed:&lt;/b&gt; 2024-01-02 </summary>
    <updated>2024-01-02T11:59:30-05:00</updated>
    <id>urn:tag:a1</id>
  </entry>
  <entry>
    <title>Undated</title><link href="https://news.example/a2"/><id>urn:tag:a2</id><updated>some time ago</updated>
  </entry>
</feed>`;

export const rdf = `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://news.example/"><title>Statements</title><link>https://news.example/</link><description>d</description></channel>
  <item rdf:about="https://news.example/r1">
    <title>Monetary policy decisions</title><link>https://news.example/r1</link>
    <description>The key rates stay unchanged.</description><dc:date>2024-01-25T14:15:00+01:00</dc:date>
  </item>
</rdf:RDF>`;

export const entityBomb = `<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<rss version="2.0"><channel><item><title>&c;</title><link>https://news.example/9</link></item></channel></rss>`;
