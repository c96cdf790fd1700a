import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/**
 * The reference: Lucene with its English analyzer and BM25 as they come, all text of an article in one field, any word of
 * the question enough. Reads lines "id TAB text" of articles and of questions, writes "question article rank score".
 */
public final class Rank {
    private static final int HITS = 1000;

    public static void main(String[] arguments) throws IOException {
        Analyzer analyzer = new EnglishAnalyzer();
        Directory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
                BufferedReader articles = open(arguments[0])) {
            for (String line; (line = articles.readLine()) != null; ) {
                Document document = new Document();
                int tab = line.indexOf('\t');
                document.add(new StringField("id", line.substring(0, tab), Field.Store.YES));
                document.add(new TextField("text", line.substring(tab + 1), Field.Store.NO));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        BooleanQuery.setMaxClauseCount(100_000);
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(directory));
        searcher.setSimilarity(new BM25Similarity());
        try (BufferedReader questions = open(arguments[1]);
                PrintWriter run = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[2])))) {
            for (String line; (line = questions.readLine()) != null; ) {
                int tab = line.indexOf('\t');
                int rank = 0;
                for (ScoreDoc hit : searcher.search(anyWord(analyzer, line.substring(tab + 1)), HITS).scoreDocs) {
                    String id = searcher.doc(hit.doc).get("id");
                    run.println(line.substring(0, tab) + " " + id + " " + ++rank + " " + hit.score);
                }
            }
        }
    }

    private static BufferedReader open(String path) throws IOException {
        return Files.newBufferedReader(Path.of(path), StandardCharsets.UTF_8);
    }

    private static Query anyWord(Analyzer analyzer, String question) throws IOException {
        BooleanQuery.Builder words = new BooleanQuery.Builder();
        try (TokenStream tokens = analyzer.tokenStream("text", question)) {
            CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(new TermQuery(new Term("text", word.toString())), BooleanClause.Occur.SHOULD);
            }
            tokens.end();
        }
        return words.build();
    }
}
